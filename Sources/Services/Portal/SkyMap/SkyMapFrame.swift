package import SkyMath

/// The ellipse of the sky on the drawing: user units, y down.
package struct SkyMapFrame: Sendable, Hashable {
    static let width = 1000.0
    static let height = 520.0
    /// Half the ellipse's width; its height is half of that.
    static let radius = 480.0

    let projection: HammerProjection

    package init(centreRA: Double) { projection = HammerProjection(centreRA: centreRA) }

    package func point(_ place: SkyPosition) -> PlanePoint {
        let flat = projection.point(place)
        return PlanePoint(x: Self.width / 2 + flat.x * Self.radius, y: Self.height / 2 - flat.y * Self.radius)
    }

    /// A path through places, broken where it leaves one edge of the map and enters at the other.
    func path(_ places: [SkyPosition]) -> String {
        var text = ""
        var last: PlanePoint?
        for point in places.map(point) {
            let isJump = last.map { abs($0.x - point.x) > Self.radius / 2 } ?? true
            text += "\(isJump ? "M" : "L")\(SVGNumber.text(point.x)) \(SVGNumber.text(point.y))"
            last = point
        }
        return text
    }
}
