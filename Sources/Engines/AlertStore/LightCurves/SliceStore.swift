internal import AlertModel
internal import GRDB

/// The light curves' slices in the database.
///
/// An object's slices part the axis of time: each holds the points from its start to the start of the next, the first
/// one all earlier points too. What a packet repeats is recognised slice by slice by count and fingerprint, and a
/// slice is read and written only where a packet brings something that these do not tell to be known.
struct SliceStore {
    /// A slice with more points than this is cut; what is cut has about half as many, so that there is room.
    static let mostPoints = 160
    static let usualPoints = 96
    /// Slices an object can have; its curve then holds some ten million points.
    static let mostSlices: Int64 = 65_536

    private let select: PreparedStatement
    private let read: PreparedStatement
    private let upsert: PreparedStatement
    private let file: String

    init(_ db: Database, file: String) throws(StoreError) {
        self.file = file
        select = try PreparedStatement(db, SQLText.slicesOfObject, file: file)
        read = try PreparedStatement(db, SQLText.sliceBody, file: file)
        upsert = try PreparedStatement(db, SQLText.putSlice, file: file)
    }

    struct Head {
        var id: Int64
        var start: Double
        var points: Int
        var fingerprint: UInt64
    }

    struct Change {
        var newDetections = 0
        var newPoints = 0
        var slicesWritten = 0
    }

    /// Adds what is new in `points` to the curve of `object`. Complexity: O(points), without a look at the stored
    /// points where all is known.
    func merge(_ points: PointSet, into object: Int64, isNew: Bool) throws(StoreError) -> Change {
        var change = Change()
        var heads = isNew ? [] : try self.heads(of: object)
        guard !heads.isEmpty else {
            try write(points, over: nil, object: object, firstFree: 0, &change)
            change.newDetections = points.detections.count
            change.newPoints = points.count
            return change
        }
        var free = (heads.map(\.id).max() ?? 0) % Self.mostSlices + 1
        heads.sort { $0.start < $1.start }
        var rest = points
        for (index, head) in heads.enumerated() where !rest.isEmpty {
            let (here, later) = index + 1 < heads.count ? rest.split(at: heads[index + 1].start) : (rest, PointSet())
            rest = later
            free = try merge(here, into: head, object: object, firstFree: free, &change)
        }
        return change
    }

    private func merge(
        _ points: PointSet, into head: Head, object: Int64, firstFree: Int64, _ change: inout Change
    ) throws(StoreError) -> Int64 {
        if points.isEmpty || (points.count == head.points && points.fingerprint == head.fingerprint) {
            return firstFree
        }
        let known = try body(of: head.id)
        let merged = known.union(points)
        guard merged.count != known.count || merged.fingerprint != head.fingerprint else { return firstFree }
        change.newDetections += merged.detections.count - known.detections.count
        change.newPoints += merged.count - known.count
        return try write(merged, over: head, object: object, firstFree: firstFree, &change)
    }

    /// Writes `points` in one slice or several, the first in the place of `head`, and returns the next free number.
    @discardableResult
    private func write(
        _ points: PointSet, over head: Head?, object: Int64, firstFree: Int64, _ change: inout Change
    ) throws(StoreError) -> Int64 {
        var free = firstFree
        var start = head?.start ?? -.infinity
        var id = head?.id
        for piece in points.pieces(usual: Self.usualPoints, most: Self.mostPoints) {
            guard id != nil || free < Self.mostSlices else {
                throw StoreError(.other, file: file, detail: "object \(object) has too many slices")
            }
            try put(piece, id: id ?? object * Self.mostSlices + free, start: start.isFinite ? start : piece.start)
            if id == nil { free += 1 }
            (id, start) = (nil, -.infinity)
            change.slicesWritten += 1
        }
        return free
    }

    private func put(_ points: PointSet, id: Int64, start: Double) throws(StoreError) {
        let bytes = SliceCoding.encode(points)
        upsert.bind(1, id)
        upsert.bind(2, min(start, points.start))
        upsert.bind(3, points.count)
        upsert.bind(4, Int64(bitPattern: points.fingerprint))
        bytes.withUnsafeBytes { upsert.bind(5, $0) }
        try upsert.run()
    }

    private func heads(of object: Int64) throws(StoreError) -> [Head] {
        select.bind(1, object * Self.mostSlices)
        select.bind(2, (object + 1) * Self.mostSlices)
        var heads: [Head] = []
        while try select.step() {
            heads.append(
                Head(
                    id: select.int(0), start: select.double(1), points: Int(select.int(2)),
                    fingerprint: UInt64(bitPattern: select.int(3))))
        }
        return heads
    }

    private func body(of id: Int64) throws(StoreError) -> PointSet {
        read.bind(1, id)
        guard try read.step() else { return PointSet() }
        defer { read.reset() }
        return try read.slice(column: 0, id: id, file: file)
    }
}

extension PreparedStatement {
    /// The points in a column that holds a slice.
    func slice(column: Int32, id: Int64, file: String) throws(StoreError) -> PointSet {
        try withBlob(column) { memory throws(StoreError) in
            do throws(SliceError) {
                return try SliceCoding.decode(memory)
            } catch {
                throw StoreError(damagedSlice: id, error, file: file)
            }
        }
    }
}

extension StoreError {
    init(damagedSlice id: Int64, _ error: SliceError, file: String) {
        self.init(
            .damagedCurve, file: file,
            detail: "slice \(id % SliceStore.mostSlices) of object row \(id / SliceStore.mostSlices), byte "
                + "\(error.offset): \(error.problem)")
    }
}

extension PointSet {
    /// Time of the first point.
    var start: Double {
        min(
            detections.first?.midpointMjdTai ?? .infinity, forced.first?.midpointMjdTai ?? .infinity,
            limits.first?.midpointMjdTai ?? .infinity)
    }

    /// These points in pieces of about `usual`, in order of time, cut only between different times; one piece where
    /// there are no more than `most`.
    func pieces(usual: Int, most: Int) -> [PointSet] {
        guard count > most else { return [self] }
        let times = self.times
        var cuts: [Double] = []
        var last = 0
        for index in times.indices where index - last >= usual && times[index] > times[index - 1] {
            cuts.append(times[index])
            last = index
        }
        var pieces: [PointSet] = []
        var rest = self
        for cut in cuts {
            let (before, after) = rest.split(at: cut)
            pieces.append(before)
            rest = after
        }
        return pieces + [rest]
    }
}
