internal import Detection
internal import Imaging
internal import SkyMath

/// Places for sources: on usable pixels, apart from each other.
struct InjectionPlaces {
    private let plan: InjectionPlan
    private let image: MaskedImage
    private let sources: [Peak]
    private var taken: [(x: Double, y: Double)] = []

    private static let tries: UInt64 = 200
    /// Standard deviation in pixels of the distance from a source along each axis.
    private static let spread = 4.0

    init(_ plan: InjectionPlan, _ image: MaskedImage, _ sources: [Peak]) {
        (self.plan, self.image, self.sources) = (plan, image, sources)
    }

    /// The place of source `n`; nil where 200 draws find no room.
    mutating func next(_ n: Int) -> (x: Double, y: Double, isNearSource: Bool)? {
        for attempt in 0..<Self.tries {
            var draws = Draws(seed: plan.seed, 1, UInt64(n), attempt)
            let isNear = !sources.isEmpty && draws.uniform() < plan.nearSources
            var (x, y) = (draws.uniform() * Double(image.width - 1), draws.uniform() * Double(image.height - 1))
            if isNear {
                let host = sources[min(sources.count - 1, Int(draws.uniform() * Double(sources.count)))]
                (x, y) = (host.x + Self.spread * draws.normal(), host.y + Self.spread * draws.normal())
            }
            guard isFree(x, y) else { continue }
            taken.append((x, y))
            return (x, y, isNear)
        }
        return nil
    }

    private func isFree(_ x: Double, _ y: Double) -> Bool {
        let (column, row) = (Int(x.rounded()), Int(y.rounded()))
        let inner = image.bounds.grown(by: -plan.edge)
        guard inner.contains(x: column, y: row), image.isUsable(x: column, y: row) else { return false }
        let least = plan.distance * plan.distance
        return taken.allSatisfy { ($0.x - x) * ($0.x - x) + ($0.y - y) * ($0.y - y) >= least }
    }
}
