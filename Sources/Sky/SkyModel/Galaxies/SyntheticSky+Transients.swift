extension SyntheticSky {
    /// Events in a cone that begin within a span of time (MJD TAI), ascending by identifier.
    ///
    /// Of each class to the redshift where a survey could see any; none before MJD 0 and after MJD 819,200.
    /// Complexity: O(cells x windows of 100 days + events); galaxies are drawn only as hosts.
    public func transients(
        in cone: SkyCone, exploding span: Range<Double>, kinds: [TransientClass] = TransientClass.allCases
    ) -> [TransientEvent] {
        let around = SkyCone(centre: cone.centre, radius: cone.radius + Self.largestOffset)
        return SkyCells.cells(around).flatMap { cell in
            transients(galaxyCell(cell), exploding: span, kinds: kinds).filter { cone.contains($0.position) }
        }
    }

    /// Degrees; more than an event may be away from its host.
    private static let largestOffset = 0.1

    /// Events in the galaxies of one cell.
    public func transients(
        _ cell: GalaxyCell, exploding span: Range<Double>, kinds: [TransientClass] = TransientClass.allCases
    ) -> [TransientEvent] {
        TimeWindow.covering(span).flatMap { window in
            TransientClass.allCases.filter(kinds.contains).flatMap {
                TransientDraw(kind: $0, window: window).events(cell)
            }
        }.filter { span.contains($0.explosionMjdTai) }
    }
}
