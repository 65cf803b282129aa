extension Coordinates {
    static let parts: Set<String> = ["AstroCoordSystem", "AstroCoords"]

    /// - Parameter required: both parts must be there.
    init(_ element: XMLElement, required: Bool) throws(VOEventError) {
        let frame = try required ? element.requiredChild("AstroCoordSystem") : element.child("AstroCoordSystem")
        let values = try required ? element.requiredChild("AstroCoords") : element.child("AstroCoords")
        let known = try values?.holding(
            attributes: ["coord_system_id"], children: ["Time", "Position2D", "Position3D"])
        let named = try frame?.holding(attributes: ["id"]).word("id", of: CoordinateSystem.self)
        let repeated = try known?.word("coord_system_id", of: CoordinateSystem.self)
        system = named ?? repeated
        guard !required || system != nil else { throw element.wrong("no id says which coordinate system is meant") }
        time = try known?.child("Time", EventTime.init)
        position = try known?.child("Position2D", SkyPosition.init)
        position3D = try known?.child("Position3D", Position3D.init)
    }

    func elements() throws(VOEventError) -> [XMLElement] {
        let parts = [try time?.element(), try position?.element(), try position3D?.element()].compactMap { $0 }
        return [
            XMLElement("AstroCoordSystem").with("id", system?.rawValue),
            XMLElement("AstroCoords", parts).with("coord_system_id", system?.rawValue),
        ]
    }
}

extension EventTime: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(attributes: ["unit"], children: ["TimeInstant", "Error"])
        let instant = try known.requiredChild("TimeInstant")
            .holding(children: ["ISOTime", "TimeOffset", "TimeScale"])
        isoTime = try instant.childText("ISOTime")
        offset = try instant.childNumber("TimeOffset")
        scale = try instant.childText("TimeScale")
        error = try known.childNumber("Error")
        unit = known.attribute("unit")
    }

    func element() throws(VOEventError) -> XMLElement {
        let words = [
            isoTime.map { XMLElement("ISOTime", text: $0) },
            offset.map { XMLElement("TimeOffset", text: XMLNumber.text($0)) },
            scale.map { XMLElement("TimeScale", text: $0) },
        ]
        let instant = XMLElement("TimeInstant", words.compactMap { $0 })
        let parts = [instant] + (error.map { [XMLElement("Error", text: XMLNumber.text($0))] } ?? [])
        return XMLElement("Time", parts).with("unit", unit)
    }
}
