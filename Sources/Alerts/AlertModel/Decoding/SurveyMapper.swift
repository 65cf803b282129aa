internal import Avro

/// Makes alerts of the packets that one schema wrote.
protocol SurveyMapper: Sendable {
    /// Reads every field that an alert needs.
    var plan: DecodingPlan { get }
    /// Reads the few fields that an identity needs.
    var identityPlan: DecodingPlan { get }

    func alert(from row: Row) throws(AlertModelError) -> Alert
    /// Nil where those few fields do not settle it and the whole packet must be read.
    func identity(from row: Row) throws(AlertModelError) -> AlertIdentity?
}

/// Which alert a packet holds: what a reader needs to sort, find or skip it.
public struct AlertIdentity: Sendable, Hashable {
    /// The survey that issued the packet.
    public var survey: Survey
    /// diaSourceId or candid.
    public var id: Int64
    /// The object that the detection belongs to.
    public var objectID: ObjectID
    /// Middle of the exposure, MJD TAI; of ZTF its start.
    public var midpointMjdTai: Double

    /// That of an alert already read.
    public init(_ alert: Alert) {
        self.init(
            survey: alert.survey, id: alert.id, objectID: alert.objectID, midpointMjdTai: alert.source.midpointMjdTai)
    }

    /// Fields as given.
    public init(survey: Survey, id: Int64, objectID: ObjectID, midpointMjdTai: Double) {
        self.survey = survey
        self.id = id
        self.objectID = objectID
        self.midpointMjdTai = midpointMjdTai
    }
}

/// The columns that a mapper asks for: a first call of `columns` collects the paths, a second finds them in the plan.
struct ColumnRequest {
    let plan: DecodingPlan

    /// Compiles a plan for those of the paths that the writer has.
    init(_ schema: Schema, _ ask: ((String) -> Column?) -> Void) throws(AlertModelError) {
        var paths: [String] = []
        ask { path in
            paths.append(path)
            return nil
        }
        do throws(AvroError) { plan = try DecodingPlan(schema: schema, columns: paths.filter(schema.has)) } catch {
            throw AlertModelError(.schema, "the schema cannot be compiled", error)
        }
    }

    func find(_ path: String) -> Column? { plan.column(path) }
}

extension Schema {
    /// Whether the schema has a field at `path`.
    fileprivate func has(_ path: String) -> Bool {
        let names = path.replacing("[]", with: "").split(separator: ".").map(String.init)
        return names.last.map { fieldNames(at: names.dropLast()).contains($0) } ?? false
    }
}

/// What every mapper says of a required value that is null, missing, or out of its range.
func missing(_ path: String, alertID: Int64? = nil) -> AlertModelError {
    var error = AlertModelError(.mapping, "a required value is null, missing or out of range", path: path)
    error.alertID = alertID
    return error
}
