/// The groups of a population and how many bodies of each there are.
struct PopulationModel: Sendable {
    var groups: [(group: OrbitGroup, magnitudes: MagnitudeDistribution)]

    static func model(_ kind: PopulationKind) -> PopulationModel {
        switch kind {
        case .mainBelt: mainBelt
        case .nearEarth: nearEarth
        case .jupiterTrojans: trojans
        case .transneptunian: transneptunian
        }
    }

    func count(brighterThan h: Double) -> Double { groups.reduce(0) { $0 + $1.magnitudes.count(brighterThan: h) } }

    /// Absolute magnitude of the `count`-th brightest of all groups together, by bisection.
    func magnitude(count: Double) -> Double {
        if let only = groups.first, groups.count == 1 { return only.magnitudes.magnitude(count: count) }
        var (low, high) = (-10.0, 40.0)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if self.count(brighterThan: middle) < count { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The group of a body with magnitude `h`, chosen by each group's share of the bodies about as bright.
    func group(magnitude h: Double, uniform: Double) -> OrbitGroup {
        guard groups.count > 1 else { return groups[0].group }
        let shares = groups.map {
            $0.magnitudes.count(brighterThan: h + 0.05) - $0.magnitudes.count(brighterThan: h - 0.05)
        }
        var rest = uniform * shares.reduce(0, +)
        for (index, share) in shares.enumerated() {
            rest -= share
            if rest < 0 { return groups[index].group }
        }
        return groups[groups.count - 1].group
    }

    /// 1148 brighter than H = 11, where the belt is completely known (JPL Small-Body Database, 2022); slopes 0.51 to
    /// H = 15 and 0.30 beyond (Gladman et al. 2009, doi:10.1016/j.icarus.2009.02.012), 0.28 for the faintest (Heinze et
    /// al. 2019, doi:10.3847/1538-3881/ab48fa).
    private static let mainBelt = PopulationModel(groups: [
        (
            .mainBelt,
            MagnitudeDistribution(count: 1148, brighterThan: 11, slopes: [0.51, 0.30, 0.28], breaks: [15, 18])
        )
    ])

    /// 962 brighter than H = 17.75 and 802000 brighter than H = 25 (Granvik et al. 2018,
    /// doi:10.1016/j.icarus.2018.04.018); 0.50 for the bright ones (Valdes 2019, arXiv:1901.07111). Shares of the
    /// groups:
    /// Greenstreet, Ngo and Gladman 2012, doi:10.1016/j.icarus.2011.11.010, the Vatiras among the Atiras.
    private static let nearEarth = PopulationModel(
        groups: [(OrbitGroup.amor, 0.301), (.apollo, 0.633), (.aten, 0.050), (.atira, 0.016)].map {
            (
                $0.0,
                MagnitudeDistribution(
                    count: 962 * $0.1, brighterThan: 17.75, slopes: [0.50, 0.402896], breaks: [17.75])
            )
        })

    /// 200 brighter than H = 11 (JPL Small-Body Database, 2022); slopes 0.43 and 0.36 with a break at 14.93 (Wong and
    /// Brown 2015, doi:10.1088/0004-6256/150/6/174); 1.45 in the leading swarm for each in the trailing one
    /// (Vokrouhlicky et al. 2024, doi:10.3847/1538-3881/ad2200).
    private static let trojans = PopulationModel(
        groups: [(OrbitGroup.leadingTrojans, 1.45 / 2.45), (.trailingTrojans, 1 / 2.45)].map {
            ($0.0, MagnitudeDistribution(count: 200 * $0.1, brighterThan: 11, slopes: [0.43, 0.36], breaks: [14.93]))
        })

    /// Classical belt: 8000 brighter than Hg = 8.0, half of them hot, four tenths stirred, a tenth in the kernel, with
    /// slopes of 0.8 and 1.2; scattered: 25000 to Hg = 9.16 (Petit et al. 2011, doi:10.1088/0004-6256/142/4/131).
    /// Resonant
    /// to Hg = 9.16: Gladman et al. 2012, doi:10.1088/0004-6256/144/1/23. Beyond Hg = 9.0 all slopes are 0.4 (the knee
    /// of Lawler et al. 2018, doi:10.3389/fspas.2018.00014). Hv is taken as Hg - 0.4.
    private static let transneptunian = PopulationModel(groups: [
        (.hotClassical, kuiper(4000, 8.0, 0.8)), (.stirredClassical, kuiper(3200, 8.0, 1.2)),
        (.kernelClassical, kuiper(800, 8.0, 1.2)), (.plutino, kuiper(13000, 9.16, 0.9)),
        (.twotino, kuiper(3700, 9.16, 0.9)), (.fiveToTwo, kuiper(12000, 9.16, 0.9)),
        (.scattered, kuiper(25000, 9.16, 0.8)),
    ])

    private static func kuiper(_ count: Double, _ h: Double, _ slope: Double) -> MagnitudeDistribution {
        MagnitudeDistribution(count: count, brighterThan: h - 0.4, slopes: [slope, 0.4], breaks: [8.6])
    }
}
