extension WhereWhen: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(attributes: ["id"], children: ["ObsDataLocation", "Description", "Reference"])
        let data = try known.requiredChild("ObsDataLocation")
            .holding(children: ["ObservatoryLocation", "ObservationLocation"])
        self.init(
            observation: try Coordinates(
                try data.requiredChild("ObservationLocation").holding(children: Coordinates.parts), required: true),
            observatory: try Observatory(try data.requiredChild("ObservatoryLocation")))
        id = known.attribute("id")
        descriptions = try known.texts("Description")
        references = try known.references()
    }

    func element() throws(VOEventError) -> XMLElement {
        let place = XMLElement("ObservatoryLocation", try observatory.coordinates?.elements() ?? [])
            .with("id", observatory.id)
        guard observation.system != nil else { throw VOEventError("An observation has no coordinate system.") }
        let data = XMLElement(
            "ObsDataLocation", [place, XMLElement("ObservationLocation", try observation.elements())])
        let notes = try XMLElement.notes(descriptions, references)
        return XMLElement("WhereWhen", [data] + notes).with("id", id)
    }
}

extension WhereWhen.Observatory {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(attributes: ["id"], children: Coordinates.parts)
        self.init(
            id: known.attribute("id"),
            coordinates: known.children.isEmpty ? nil : try Coordinates(known, required: false))
    }
}
