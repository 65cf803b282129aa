internal import Avro

/// The surveys that are mapped.
enum Surveys {
    /// The mapper for the packets of a schema.
    ///
    /// - Throws: `AlertModelError` (`mapping`) where no survey's mapper takes it; such packets are read field by field.
    static func mapper(for schema: Schema) throws(AlertModelError) -> any SurveyMapper {
        if let mapper = try LSSTMapper(schema) { return mapper }
        if let mapper = try ZTFMapper(schema) { return mapper }
        let name = schema.name?.full ?? "no record"
        let fields = schema.rootNode.fields.prefix(6).map(\.name).joined(separator: ", ")
        throw AlertModelError(
            .mapping, "packets of the schema '\(name)' (\(fields), ...) are of no survey that is mapped: LSST, ZTF")
    }
}
