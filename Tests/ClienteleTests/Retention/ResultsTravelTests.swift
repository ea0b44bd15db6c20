import Clientele
import Testing

@Suite struct ResultsTravelTests {
  @Test func `every result comes back from JSON as it was`() throws {
    let orders = try OrderTable(.random(seed: 11))
    let last: Day = "2022-03-10"
    let window = TimeWindow(start: "2021-06-01", end: "2022-06-01")

    let activity = orders.activity(every: .month, from: window.start, through: last)
    #expect(try afterJSON(activity) == activity)
    let states = orders.periodStates(
      every: .week(), from: window.start, through: last, observedThrough: last)
    #expect(try afterJSON(states) == states)
    let retention = orders.run(
      FirstTouchRetention(
        of: [window], returning: [.within(3), .onOrAfter(4, horizon: 9)], observedThrough: last))
    #expect(try afterJSON(retention) == retention)
    let reactivation = orders.run(
      Reactivation(
        in: window, lists: try CampaignLists(targets: CustomerSet([1, 2])), observedThrough: last))
    #expect(try afterJSON(reactivation) == reactivation)
    let cohorts = orders.cohorts(
      every: .quarter, from: window.start, through: last, observedThrough: last)
    #expect(try afterJSON(cohorts) == cohorts)
    #expect(try afterJSON(cohorts[0, 1]) == cohorts[0, 1])
    let curve = orders.secondPurchase(through: 90, observedThrough: last)
    #expect(try afterJSON(curve) == curve)
    let gaps = orders.purchaseGaps(observedThrough: last)
    #expect(try afterJSON(gaps) == gaps)
    let revenue = orders.concentration(in: window)
    #expect(try afterJSON(revenue) == revenue)
    #expect(try afterJSON(revenue.pyramid()) == revenue.pyramid())
  }
}
