import Clientele

extension HTMLReport {
  /// What was read, left out and refused; the period; the money.
  var loadSection: Section {
    var blocks: [Section.Block] = []
    if let load {
      var table = DataTable(language("Records", "记录"), ["", language("count", "数量")])
      table.append(language("read from the files", "文件记录数"), Figures.count(load.records))
      table.append(language("loaded", "已读入"), Figures.count(load.loaded))
      table.append(language("skipped by a policy", "按规则跳过"), Figures.count(load.skipped))
      for reason in load.skipReasons {
        table.append("– " + language.words(of: reason), reason.figure)
      }
      table.append(language("rejected as faulty", "因错误拒绝"), Figures.count(load.rejected))
      table.append(language("blank", "空行"), Figures.count(load.blank))
      for remark in load.remarks { table.append(language.words(of: remark), remark.figure) }
      blocks.append(.table(table))
    }
    let totals = report.totals
    var table = DataTable(language("Orders", "订单"), ["", language("figure", "数值")])
    if let days = totals.days {
      table.append(
        language("period", "期间"),
        "\(language.date(days.lowerBound)) – \(language.date(days.upperBound))")
    }
    table.append(language("seen through", "统计截至"), language.date(report.asOf))
    table.append(language("customers", "客户"), Figures.count(totals.customerCount))
    table.append(language("orders", "订单"), Figures.count(totals.orderCount))
    table.append(language("refunds", "退款"), Figures.count(totals.refundCount))
    table.append(language("net revenue", "净收入"), money(totals.revenue))
    table.append(
      language("currency", "币种"), totals.currency.code ?? language("not said", "未注明"))
    if totals.unseenOrderCount > 0 {
      table.append(
        language("later orders, not seen", "截止日后的订单（未计入）"),
        Figures.count(totals.unseenOrderCount))
    }
    blocks.append(.table(table))
    return Section(
      id: "load", title: language("The load", "数据读取"), blocks: blocks, defined: ["revenue"])
  }
}

extension ReportLanguage {
  /// What a remark says, in the words of readers where they are known.
  fileprivate func words(of remark: LoadSummary.Remark) -> String {
    let known: [String: (String, String)] = [
      "status": ("of a status that does not count", "订单状态不计"),
      "cancelled": ("cancelled", "已取消"), "test": ("tests", "测试订单"),
      "missingCustomer": ("without a customer", "缺少客户"),
      "missingAmount": ("without an amount", "缺少金额"),
      "nonPositiveQuantity": ("of a quantity not above zero", "数量不大于零"),
      "zeroAmount": ("of amount zero", "金额为零"), "identical": ("repeats", "完全重复"),
      "conflict": ("at odds with the first of their order", "与首条记录冲突"),
      "refund": ("refunds", "退款"), "identicalKept": (remark.words, "保留的相同行"),
      "unlinkedRefunds": (remark.words, "无对应订单的退款"),
      "fullyRefundedOrders": (remark.words, "全额退款、不计购买的订单"),
      "skippedTimes": (remark.words, "时钟跳过的时刻"), "repeatedTimes": (remark.words, "时钟重复的时刻"),
      "refundColumn": (remark.words, "订单记录中的退款"),
    ]
    guard let words = known[remark.key] else { return remark.words }
    return self(words.0, words.1)
  }
}
