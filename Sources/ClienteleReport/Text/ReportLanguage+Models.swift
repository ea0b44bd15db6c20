import Clientele

extension ReportLanguage {
  /// What a model supposes and found, in sentences.
  ///
  /// - Parameter money: How amounts of major units are written.
  func words(of model: CustomerValueModel, money: (Double) -> String) -> [String] {
    let fitted = model.purchases
    let unit = self(fitted.unit.rawValue, ["天", "周", "个月", "年"][place(of: fitted.unit)])
    var words = [
      self(
        "\(fitted.model): each customer buys at a rate of their own; rates vary between customers. "
          + (fitted.model.parameterNames.count > 2
            ? "After some time a customer leaves for good, without saying so."
            : "Nobody ever leaves."),
        "\(fitted.model)：每位客户以自己的速率购买，速率因人而异。"
          + (fitted.model.parameterNames.count > 2 ? "客户会在某时永久离开，且不会告知。" : "客户不会离开。"))
    ]
    if let r = fitted["r"], let alpha = fitted["alpha"] {
      let rate = r / alpha / Double(fitted.model.k ?? 1)
      if rate > 0, rate.isFinite {
        let gap = Figures.decimal(1 / rate, places: 1)
        words.append(
          self(
            "While they are customers, they buy on average every \(gap) \(unit)s.",
            "作为客户期间，平均每\(gap)\(unit)购买一次。"))
      }
    }
    if let a = fitted["a"], let b = fitted["b"] {
      let share = percent(a / (a + b))
      words.append(
        self("After a purchase, \(share) leave on average.", "每次购买后，平均\(share)离开。"))
    }
    if let s = fitted["s"], let beta = fitted["beta"], s / beta > 0 {
      let stay = Figures.decimal(beta / s, places: 1)
      words.append(
        self(
          "At first one leaves every \(stay) \(unit)s on average; those who stay leave less and "
            + "less.", "起初平均每\(stay)\(unit)有一次离开的可能；留得越久，越不容易离开。"))
    }
    if let spend = model.spend {
      let mean = money(spend.populationMean)
      words.append(
        self(
          "A purchase brings \(mean) on average; what a customer spends is judged from their own "
            + "purchases and from all others', the more from their own the more there are.",
          "一次购买平均带来\(mean)；客户的消费由其自身与全体购买共同推断，自身购买越多，权重越大。"))
    }
    return words
  }

  private func place(of unit: TimeUnit) -> Int { TimeUnit.allCases.firstIndex(of: unit) ?? 0 }

  /// What the reader should know of a fit.
  func text(of warning: FitWarning) -> String {
    switch warning {
    case .towardsZero(let name), .towardsInfinity(let name):
      self(
        "The data push the parameter \(name) to the end of what was tried: parameters mean little "
          + "on their own, forecasts hold.",
        "参数\(name)被推到尝试范围的边界：单个参数意义不大，预测仍可用。")
    case .poorlyDetermined(let name):
      self(
        "The data say little about the parameter \(name): its standard error is more than twice "
          + "its value.", "数据几乎不能确定参数\(name)：标准误超过其值的两倍。")
    case .oneTimeBuyersCountAsAlive(let count):
      self(
        "This model takes the \(Figures.count(count)) customers who have bought once for customers "
          + "for ever; mbg-nbd and pareto-nbd do not.",
        "该模型认为\(Figures.count(count))位仅购买一次的客户永远存活；mbg-nbd与pareto-nbd不这样认为。")
    case .needsHorizon(let name, _):
      self(
        "\(name) is not above 1: much of the value without an end can lie in years that nobody has "
          + "observed; a year's does not.",
        "\(name)不大于1：无限期价值可能大部分落在无人观察过的年份，一年的价值不受影响。")
    case .spendNotPositive(let count):
      self(
        "\(Figures.count(count)) customers whose mean repeat purchase is not above 0 are left out "
          + "of spend.", "\(Figures.count(count))位复购均额不大于零的客户未计入消费模型。")
    case .spendDependsOnFrequency(let correlation):
      self(
        "Who buys often spends otherwise (correlation \(percent(correlation))): the model supposes "
          + "that this does not matter, so values of the best can be off.",
        "购买频繁者的消费不同（相关\(percent(correlation))），而模型假设无关：头部客户的价值可能有偏差。")
    case .spendHasNoMean:
      self(
        "Amounts are so uneven that the mean of all customers is hardly determined.",
        "金额极不均匀，全体均值几乎无法确定。")
    case .mostRegularTried(let k):
      self(
        "Purchases are so regular that k = \(k), the largest that was tried, fits best.",
        "购买非常规律，尝试过的最大k = \(k)拟合最好。")
    }
  }

  /// Why there is no model.
  func text(of error: PurchaseModelError) -> String {
    let chinese: String? =
      switch error {
      case .noCustomers: "没有客户"
      case .noRepeatPurchases(let count): "\(Figures.count(count))位客户中无人在另一天再次购买"
      case .tooFewHistories(let count, _): "仅有\(count)种不同的购买历史，数据太少"
      case .noOptimum(let model): "未找到\(model)的最优参数"
      case .otherCurrency(let fitted, let found): "模型的币种为\(fitted)，数据的币种为\(found)"
      default: nil
      }
    return self(error.description, chinese ?? error.description)
  }
}
