extension SkyPosition: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(
            attributes: ["unit"], children: ["Name1", "Name2", "Value2", "Error2Radius"])
        let values = try known.requiredChild("Value2").holding(children: ["C1", "C2"])
        longitude = try values.requiredChild("C1").number()
        latitude = try values.requiredChild("C2").number()
        errorRadius = try known.requiredChild("Error2Radius").number()
        unit = known.attribute("unit")
        longitudeName = try known.childText("Name1")
        latitudeName = try known.childText("Name2")
    }

    /// - Throws: `VOEventError` where a number is none: a position that is not known is left out.
    func element() throws(VOEventError) -> XMLElement {
        guard longitude.isFinite, latitude.isFinite, errorRadius.isFinite else {
            throw VOEventError("Position2D: a coordinate or the error radius is not finite; leave the position out.")
        }
        let values = XMLElement.numbers([("C1", longitude), ("C2", latitude)])
        let names = XMLElement.names([longitudeName, latitudeName])
        return XMLElement(
            "Position2D", names + [XMLElement("Value2", values)] + XMLElement.numbers([("Error2Radius", errorRadius)])
        ).with("unit", unit)
    }
}

extension Position3D: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(attributes: ["unit"], children: ["Name1", "Name2", "Name3", "Value3"])
        let values = try known.requiredChild("Value3").holding(children: ["C1", "C2", "C3"])
        self.init(
            try values.requiredChild("C1").number(), try values.requiredChild("C2").number(),
            try values.requiredChild("C3").number(), unit: known.attribute("unit"),
            names: [try known.childText("Name1"), try known.childText("Name2"), try known.childText("Name3")])
    }

    func element() throws(VOEventError) -> XMLElement {
        guard values.x.isFinite, values.y.isFinite, values.z.isFinite else {
            throw VOEventError("Position3D: a coordinate is not finite; leave the position out.")
        }
        let numbers = XMLElement.numbers([("C1", values.x), ("C2", values.y), ("C3", values.z)])
        return XMLElement("Position3D", XMLElement.names(names) + [XMLElement("Value3", numbers)]).with("unit", unit)
    }
}

extension XMLElement {
    fileprivate static func numbers(_ pairs: [(name: String, value: Double)]) -> [XMLElement] {
        pairs.map { XMLElement($0.name, text: XMLNumber.text($0.value)) }
    }

    /// `Name1`, `Name2` ... of those that there are.
    fileprivate static func names(_ names: [String?]) -> [XMLElement] {
        names.enumerated().compactMap { index, name in name.map { XMLElement("Name\(index + 1)", text: $0) } }
    }
}
