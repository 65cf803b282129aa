internal import AlertModel
internal import GRDB
internal import SkyMath

/// The statements that each alert runs.
struct IngestStatements {
    private let alertObject: PreparedStatement
    private let insertAlert: PreparedStatement
    private let objectByKey: PreparedStatement
    private let insertObject: PreparedStatement
    private let updateObject: PreparedStatement
    private let nextObject: PreparedStatement

    init(_ db: Database, file: String) throws(StoreError) {
        alertObject = try PreparedStatement(db, SQLText.alertObject, file: file)
        insertAlert = try PreparedStatement(db, SQLText.insertAlert, file: file)
        objectByKey = try PreparedStatement(db, SQLText.objectByKey, file: file)
        insertObject = try PreparedStatement(db, SQLText.insertObject, file: file)
        updateObject = try PreparedStatement(db, SQLText.updateObject, file: file)
        nextObject = try PreparedStatement(db, SQLText.nextObject, file: file)
    }

    func firstFreeObject() throws(StoreError) -> Int64 {
        defer { nextObject.reset() }
        return try nextObject.step() ? nextObject.int(0) : 1
    }

    /// Row number of the object that a stored alert belongs to.
    func object(ofAlert alert: Alert) throws(StoreError) -> Int64? {
        alertObject.bind(1, Int64(alert.survey.rawValue))
        alertObject.bind(2, alert.id)
        defer { alertObject.reset() }
        return try alertObject.step() ? alertObject.int(0) : nil
    }

    func object(_ id: ObjectID) throws(StoreError) -> ObjectState? {
        objectByKey.bind(1, Int64(id.survey.rawValue))
        objectByKey.bind(2, Int64(id.kind.rawValue))
        objectByKey.bind(3, id.key)
        defer { objectByKey.reset() }
        return try objectByKey.step() ? ObjectState(row: objectByKey) : nil
    }

    func put(_ object: ObjectState, _ id: ObjectID, isNew: Bool) throws(StoreError) {
        let statement = isNew ? insertObject : updateObject
        object.bind(to: statement)
        if isNew {
            statement.bind(18, Int64(id.survey.rawValue))
            statement.bind(19, Int64(id.kind.rawValue))
            statement.bind(20, id.key)
        }
        try statement.run()
    }

    /// The alert's HEALPix pixel, order 29.
    func insert(_ alert: Alert, object: Int64, _ reference: PacketReference, topic: Int64) throws(StoreError) -> Int64 {
        let source = alert.source
        let healpix = HEALPix(order: 29).pixel(ra: source.ra, dec: source.dec)
        insertAlert.bind(1, Int64(alert.survey.rawValue))
        insertAlert.bind(2, source.id)
        insertAlert.bind(3, object)
        insertAlert.bind(4, source.midpointMjdTai)
        insertAlert.bind(5, source.ra)
        insertAlert.bind(6, source.dec)
        insertAlert.bind(7, healpix)
        insertAlert.bind(8, Int64(source.band.rawValue))
        insertAlert.bind(9, source.psfFlux)
        insertAlert.bind(10, topic)
        insertAlert.bind(11, Int64(reference.partition))
        insertAlert.bind(12, reference.offset)
        try insertAlert.run()
        return healpix
    }
}
