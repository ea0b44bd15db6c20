/// What each figure of the report means, one click away from it.
struct Definition {
  let id: String
  let term: (english: String, chinese: String)
  let text: (english: String, chinese: String)

  static let all = [
    Definition(
      "stages", "Lifecycle stage", "客户生命周期阶段",
      """
      By the last purchase before the as-of day: active within 3 months (new when the first \
      purchase is, too), silent 3 to 6, sleeping 6 to 12, lost more than 12 months ago.
      """,
      "按截止日前最近一次购买划分：3个月内为活跃（首购也在3个月内为新客），3–6个月为沉默，6–12个月为睡眠，超过12个月为流失。"),
    Definition(
      "movement", "Migration", "迁移",
      """
      Where customers stood three months ago and where they stand now. Decay is a step towards \
      lost, recovery a step back towards active, arrivals bought for the first time in between.
      """,
      "比较三个月前与现在所处的阶段：趋向流失为正向迁移，趋向活跃为反向迁移，其间首次购买者为新客。"),
    Definition(
      "arpu", "Active ARPU", "活跃客户ARPU",
      "Net revenue of the window ÷ customers with a purchase in it.", "窗口内净收入 ÷ 窗口内购买客户数。"),
    Definition(
      "repeat", "Repeat purchase rate", "重复购买率",
      "Customers with two purchases or more in the window ÷ customers with one or more.",
      "窗口内购买两次及以上的客户 ÷ 窗口内购买客户。"),
    Definition(
      "retention", "Retention", "客户保持率",
      """
      Of the customers of a day, the share who bought again within N days. All days of the last \
      year are pooled; days whose N days are not over are left out.
      """,
      "某日购买的客户中，N天内再次购买的比例；合并最近一年的每一天，未满N天的日子不计。"),
    Definition(
      "reactivation", "Recall, wake-up, activation", "召回、唤醒、激活",
      """
      Of the silent, sleeping and lost customers at the start of a window, the share who bought \
      in it: silent recall, wake-up and activation.
      """,
      "窗口开始时的沉默、睡眠、流失客户中，窗口内购买的比例：沉默召回率、客户唤醒率、客户激活率。"),
    Definition(
      "cohorts", "Cohort", "同期群",
      """
      Customers by the month of their first purchase, and the share of them who bought in each \
      later month. A month that is not over is marked, and is no final figure.
      """,
      "按首购月份分组，其后每个月购买的比例；未结束的月份有标记，不是最终数字。"),
    Definition(
      "rfm", "RFM scores", "RFM评分",
      """
      Quintiles of recency (5 is the most recent), frequency (5 the most purchases) and monetary \
      value (5 the most net revenue); equal values get equal scores. Segments are regions of them.
      """,
      "最近购买（5为最近）、购买次数（5为最多）、净收入（5为最高）的五分位；值相同则分数相同。分群由分数组合决定。"),
    Definition(
      "second", "Time to the second purchase", "二次购买时间",
      """
      Kaplan–Meier estimate: customers who have not bought again count for as long as they were \
      watched, so recent customers do not pull the curve down. The band is the 95 % interval.
      """,
      "Kaplan–Meier估计：尚未复购的客户按已观察时间计入，新客不会拉低曲线。阴影为95%区间。"),
    Definition(
      "gaps", "Purchase gap", "购买间隔",
      "Days between two purchase days of a customer that follow each other.",
      "同一客户相邻两个购买日之间的天数。"),
    Definition(
      "concentration", "Lorenz curve and Gini coefficient", "洛伦兹曲线与基尼系数",
      """
      The share of net revenue that the smallest customers bring together. The Gini coefficient \
      is 0 when all bring the same, and near 1 when one brings everything.
      """,
      "按贡献从小到大累计客户所占净收入的比例。基尼系数为0表示人人相同，接近1表示集中于一人。"),
    Definition(
      "interval", "Interval", "区间",
      """
      In parentheses the 95 % Wilson interval: how far a rate of so few customers can be off by \
      chance alone.
      """,
      "括号内为95% Wilson区间：样本有限时，仅因偶然造成的误差范围。"),
  ]

  private init(
    _ id: String, _ english: String, _ chinese: String, _ englishText: String,
    _ chineseText: String
  ) {
    self.id = id
    term = (english, chinese)
    text = (englishText, chineseText)
  }

  /// A link to a definition.
  static func link(_ id: String, _ language: ReportLanguage) -> Markup {
    .element(
      "a", [("class", "definition"), ("href", "#def-\(id)")], language("definition", "定义"))
  }

  static func list(in language: ReportLanguage) -> Markup {
    .element(
      "dl",
      all.map { definition in
        Markup.element(
          "dt", [("id", "def-\(definition.id)")],
          language(definition.term.english, definition.term.chinese))
          + .element("dd", language(definition.text.english, definition.text.chinese))
      }.joined())
  }
}
