extension Definition {
  /// In the order in which the page tells them.
  static let all: [Definition] = [
    Definition(
      "active", "Active customers", "活跃客户",
      "Customers with a purchase in the window.", "窗口内有购买的客户。"),
    Definition(
      "revenue", "Net revenue", "净收入",
      "What was paid in the window less what was paid back in it, each by its own day.",
      "窗口内的支付金额减去窗口内的退款，各按发生日计。"),
    Definition(
      "arpu", "Active ARPU", "活跃客户ARPU",
      """
      Net revenue of the window ÷ its active customers. The interval is the mean ± 1.96 standard \
      errors over customers: with few customers, or a few who bring most, it is too narrow.
      """,
      "窗口内净收入 ÷ 窗口内活跃客户数。区间为均值 ± 1.96倍标准误；客户少或集中于少数客户时偏窄。"),
    Definition(
      "repeat", "Repeat purchase rate", "重复购买率",
      "Customers with two purchases or more in the window ÷ customers with one or more.",
      "窗口内购买两次及以上的客户 ÷ 窗口内购买客户。"),
    Definition(
      "retention", "Retention", "客户保持率",
      """
      Of the customers of a day, the share who bought again within N days. All days of the period \
      are pooled; days whose N days are not over are left out.
      """,
      "某日购买的客户中，N天内再次购买的比例；合并期间内的每一天，未满N天的日子不计。"),
    Definition(
      "recall", "Silent recall", "沉默召回率",
      "Of the silent customers at the start of the window, the share who bought in it.",
      "窗口开始时的沉默客人中，窗口内购买的比例。"),
    Definition(
      "wake", "Wake-up rate", "客户唤醒率",
      "Of the sleeping customers at the start of the window, the share who bought in it.",
      "窗口开始时的睡眠客人中，窗口内购买的比例。"),
    Definition(
      "activation", "Activation rate", "客户激活率",
      "Of the lost customers at the start of the window, the share who bought in it.",
      "窗口开始时的流失客人中，窗口内购买的比例。"),
    Definition(
      "interval", "Interval", "区间",
      """
      How far a figure of so few customers can be off by chance alone: it holds 95 times of 100. \
      For rates the Wilson interval, for counts the score interval of a Poisson count.
      """,
      "样本有限时，仅因偶然造成的误差范围，100次中有95次成立。比例为Wilson区间，计数为Poisson得分区间。"),
    Definition(
      "change", "Change on the period before", "与上期相比",
      """
      Rates change by points, other figures by percent. A change may be chance when the 95% \
      interval of the difference holds zero (for rates by R. Newcombe, 1998).
      """,
      "比例以百分点表示变化，其余以百分比表示。若差值的95%区间包含零，则可能是偶然（比例按Newcombe 1998）。"),
    Definition(
      "stages", "Lifecycle stage", "客户生命周期阶段",
      """
      By the last purchase before the as-of day. The active are new when their first purchase is \
      as recent, and repeat when they bought twice or more in that time: 
      """,
      "按截止日前最近一次购买划分；首购也在同一期间为新客，期间购买两次及以上为重复购买："),
    Definition(
      "contact", "Contact and incentive", "活动匹配",
      """
      What the practice of Taobao shops advises for each stage: how much to contact, and what to \
      offer.
      """,
      "按淘宝CRM实践，各阶段建议的触达与激励力度。"),
    Definition(
      "movement", "Migration", "迁移",
      """
      Where customers stood three months ago and where they stand now. Decay is a step towards \
      lost (active → silent → sleeping → lost), recovery a step back, arrivals bought for the \
      first time in between.
      """,
      "比较三个月前与现在所处的阶段：趋向流失（活跃→沉默→睡眠→流失）为正向迁移，趋向活跃为反向迁移，其间首次购买者为新客。"),
    Definition(
      "cohorts", "Cohort", "同期群",
      """
      Customers by the month of their first purchase, and the share of them who bought in each \
      later month. A month that is not over is marked, and is no final figure.
      """,
      "按首购月份分组，其后每个月购买的比例；未结束的月份有标记，不是最终数字。"),
    Definition(
      "second", "Time to the second purchase", "二次购买时间",
      """
      Kaplan–Meier estimate: customers who have not bought again count for as long as they were \
      watched, so recent customers do not pull the curve down. The band is Greenwood's 95% \
      interval.
      """,
      "Kaplan–Meier估计：尚未复购的客户按已观察时间计入，新客不会拉低曲线。阴影为Greenwood 95%区间。"),
    Definition(
      "gaps", "Purchase gap", "购买间隔",
      "Days between two purchase days of a customer that follow each other.",
      "同一客户相邻两个购买日之间的天数。"),
    Definition(
      "rfm", "RFM scores", "RFM评分",
      """
      Quintiles of recency (5 is the most recent), frequency (5 the most purchases) and monetary \
      value (5 the most net revenue); equal values get equal scores.
      """,
      "最近购买（5为最近）、购买次数（5为最多）、净收入（5为最高）的五分位；值相同则分数相同。"),
    Definition(
      "segments", "Segment", "分群",
      """
      A region of R, F and M scores with a name: Champions are best in all three, Lost in none. \
      Order value is net revenue ÷ orders.
      """,
      "R、F、M分数组合的命名区域。笔单价为净收入 ÷ 订单数。"),
    Definition(
      "concentration", "Lorenz curve and the best 1%", "洛伦兹曲线与最好的1%",
      """
      Customers in order of what they have brought. The curve shows the share of net revenue that \
      the smallest bring together; the best 1% are the last hundredth, rounded up.
      """,
      "客户按净收入排序。曲线为从小到大累计客户所占净收入的比例；最好的1%为最高的百分之一（向上取整）。"),
    Definition(
      "gini", "Gini coefficient", "基尼系数",
      "0 when all customers bring the same, and near 1 when one brings everything.",
      "0表示人人相同，接近1表示集中于一人。"),
    Definition(
      "tiers", "Membership tier", "会员等级",
      """
      By the rules of the shop's ladder, as of the end of a day. Members rise or fall between two \
      days when their tiers differ; they join when they had none, and drop out when they have \
      none any more.
      """,
      "按店铺等级规则，以当日结束时为准。两日等级不同为升级或降级；此前无等级为入会，此后无等级为退出。"),
    Definition(
      "expected", "Expected orders, buyers and revenue", "预计订单、购买客户与收入",
      """
      What the model expects of the present customers. An order is a day with purchases. The \
      interval holds 95 of 100 times if the model is right.
      """,
      "模型对现有客户的预期。订单以购买日计。若模型正确，区间在100次中有95次成立。"),
    Definition(
      "alive", "Still a customer", "存活概率",
      """
      The probability that a customer has not left for good, judged from how often, how regularly \
      and how recently they have bought.
      """,
      "由购买次数、规律与最近购买时间推断，客户尚未永久离开的概率。"),
    Definition(
      "value", "Expected value", "预计价值",
      """
      Expected purchases of the coming year × what a purchase of the customer brings, each \
      discounted by 10% a year; net revenue, no margin.
      """,
      "未来一年预计购买次数 × 每次购买的预计金额，按年10%折现；为净收入，未计毛利。"),
    Definition(
      "model", "Purchase model", "购买模型",
      """
      A model of how customers buy and leave (P. Fader, B. Hardie and others), fitted to their \
      purchase days by maximum likelihood, and gamma-gamma for what a purchase brings.
      """,
      "描述客户购买与离开的概率模型（Fader、Hardie等），以最大似然拟合购买日；购买金额用gamma-gamma模型。"),
  ]
}
