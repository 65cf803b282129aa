import Observing
import SkyMath
import Testing

@Suite struct FieldSchedulerTests {
    static let scheduler = FieldScheduler(seed: 11, plan: SurveyPlan(firstNight: ObservingNight(mjd: 61_200)))
    /// The first of twenty nights with more than 800 visits.
    static let visits = clearNight()

    static func clearNight() -> [Visit] {
        for night in 1...20 {
            let visits = scheduler.visits(night: night)
            if visits.count > 800 { return visits }
        }
        return []
    }

    @Test func `a clear night has 800 to 1,150 visits, some 38 seconds apart`() {
        let visits = Self.visits
        #expect((800...1150).contains(visits.count), "\(visits.count)")
        let gaps = zip(visits, visits.dropFirst()).map { ($1.startMjdTai - $0.startMjdTai) * 86_400 }
        #expect(gaps.allSatisfy { $0 >= 35 })
        let median = gaps.sorted()[gaps.count / 2]
        #expect((35...40).contains(median), "\(median)")
    }

    @Test func `every visit is in the dark, high enough, away from the Moon and of a plausible depth`() {
        for visit in Self.visits {
            let sun = SunAndMoon.sun(mjdTai: visit.startMjdTai)
            let moon = SunAndMoon.moon(mjdTai: visit.startMjdTai)
            #expect(RubinSite.horizontal(sun, mjdTai: visit.startMjdTai).altitude < -11.99)
            #expect(visit.airmass < 1.65 && visit.airmass >= 1)
            #expect(visit.position.separation(to: moon) > 25)
            #expect((20...26).contains(visit.fiveSigmaDepth) && (0.4...4).contains(visit.seeingFwhmEff))
            #expect((0..<360).contains(visit.rotSkyPos))
        }
        #expect(Set(Self.visits.map(\.id)).count == Self.visits.count)
        #expect(Set(Self.visits.map(\.dayObs)).count == 1)
        #expect(Self.visits.first?.identifierParts?.dayObs == Self.visits.first?.dayObs)
    }

    @Test func `nine of ten fields are seen in pairs 15 to 45 minutes apart, in two bands`() {
        let pairs = Dictionary(grouping: Self.visits, by: \.position).values
        let good = pairs.count { pair in
            guard pair.count == 2 else { return false }
            let minutes = (pair[1].startMjdTai - pair[0].startMjdTai) * 1440
            return pair[0].band != pair[1].band && (15...45).contains(minutes)
        }
        #expect(Double(good) > 0.9 * Double(pairs.count), "\(good) of \(pairs.count)")
    }

    @Test func `a camera with three filters is given visits in those only, all night`() {
        var plan = Self.scheduler.plan
        plan.bands = [.g, .r, .i]
        let visits = FieldScheduler(seed: 11, plan: plan).visits(night: Self.visits.first?.night ?? 0)
        #expect(visits.count > 800 && Set(visits.map(\.band)) == plan.bands)
        plan.bands = [.u]
        #expect(Set(FieldScheduler(seed: 11, plan: plan).visits(night: 1).map(\.band)).isSubset(of: [.u]))
    }

    @Test func `a night made again, or after others, is the same, and another seed's is not`() {
        let night = Self.visits.first?.night ?? 0
        let again = FieldScheduler(seed: 11, plan: Self.scheduler.plan).visits(night: night)
        #expect(again == Self.visits)
        #expect(FieldScheduler(seed: 12, plan: Self.scheduler.plan).visits(night: night) != again)
    }

    @Test func `no place of the footprint is farther than 2 degrees from a field`() {
        var draws = Draws(seed: 2, 5)
        let fields = Self.scheduler.grid.fields
        for _ in 0..<100 {
            let place = SkyPosition(ra: draws.uniform(0..<360), dec: draws.uniform(-74..<11))
            #expect((fields.map { $0.separation(to: place) }.min() ?? 180) < 2)
        }
    }

    @Test func `a neighbour is reached in 5 seconds and slews grow with distance`() {
        #expect(abs(SlewModel.seconds(distance: 3.5) - 5) < 1e-12)
        let times = stride(from: 0.0, through: 180, by: 0.5).map(SlewModel.seconds(distance:))
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `seeing has the median and scatter asked for, and one night in some is cloudy`() {
        let nights = (0..<400).map { Weather(night: ObservingNight(mjd: 61_000 + $0), seed: 3) }
        let widths = nights.enumerated().map { $1.fwhm500(mjdTai: 61_001.1 + Double($0)) }.sorted()
        #expect(abs(widths[200] - 0.67) < 0.05)
        let shut = nights.enumerated().count { $1.cloud(mjdTai: 61_001.1 + Double($0)) > 1 }
        #expect((4...40).contains(shut), "\(shut)")
    }
}
