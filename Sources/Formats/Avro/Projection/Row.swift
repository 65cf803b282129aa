public import Bytes

/// The values that a plan read from a datum, in memory that is reused from datum to datum.
///
/// The root table has one row. Every array or map whose items were asked for has a table of its own, whose rows
/// follow in the order read; `rows(of:at:)` tells which belong to a given parent row. Not shared between tasks.
public final class Row {
    /// Behind a pointer, so that reading a value costs no check for overlapping accesses.
    @usableFromInline let state: UnsafeMutablePointer<RowState>

    /// No values: every column is absent until a plan has read into it.
    public init() {
        state = .allocate(capacity: 1)
        state.initialize(to: RowState())
    }

    deinit {
        state.pointee.release()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// The slot of `column` in row `row`; absent where there is none.
    @inlinable @inline(__always)
    func slot(_ column: Column, _ row: Int) -> Slot {
        guard column.table < state.pointee.tableCount else { return Slot(.absent, bits: 0) }
        let table = state.pointee.tables + column.table
        guard row >= 0, row < table.pointee.count, column.index < table.pointee.width else {
            return Slot(.absent, bits: 0)
        }
        return table.pointee.slots[row &* table.pointee.width &+ column.index]
    }
}

/// What a row holds.
@usableFromInline
struct RowState {
    @usableFromInline var tables: UnsafeMutablePointer<RowTable>
    @usableFromInline var tableCount = 0
    /// The bytes that the row's views lie in.
    @usableFromInline var packet = Bytes()
    private(set) var program: Program?
    /// Bytes by which the tables may still grow.
    var budget = 0

    init() { tables = .allocate(capacity: 1) }

    func release() {
        for index in 0..<tableCount { tables[index].free() }
        tables.deallocate()
    }

    /// Makes room for a program's tables, keeping the memory where it is the same program as before.
    @inline(__always)
    mutating func prepare(for program: Program) {
        if self.program !== program { configure(program) }
        for index in 0..<tableCount { tables[index].count = 0 }
        tables[0].appendFirst()
    }

    /// Whether the tables hold memory of data before.
    var hasGrown: Bool { budget != program?.limits.rowBytes }

    /// Gives the tables' memory back.
    mutating func shrink() {
        if let program { configure(program) }
    }

    @inline(never)
    private mutating func configure(_ program: Program) {
        release()
        tableCount = program.tableWidths.count
        tables = .allocate(capacity: tableCount)
        for (index, width) in program.tableWidths.enumerated() {
            (tables + index).initialize(to: RowTable(width: width))
        }
        budget = program.limits.rowBytes
        self.program = program
    }
}

/// The rows of one table, each `width` slots.
@usableFromInline
struct RowTable {
    @usableFromInline var slots: UnsafeMutablePointer<Slot>
    @usableFromInline let width: Int
    @usableFromInline var count = 0
    private var capacity = 0

    init(width: Int) {
        self.width = width
        slots = .allocate(capacity: 0)
    }

    func free() { slots.deallocate() }

    mutating func appendFirst() {
        if capacity == 0 { grow(to: 1) }
        count = 1
        clear(0)
    }

    /// Adds a row of absent values, taking what new memory it needs from `budget`; nil where that is used up.
    @inline(__always)
    mutating func append(_ budget: inout Int) -> UnsafeMutablePointer<Slot>? {
        if count == capacity {
            let larger = max(capacity * 2, 8)
            let wanted = (larger - capacity) * max(width, 1) * MemoryLayout<Slot>.stride
            guard budget >= wanted else { return nil }
            budget -= wanted
            grow(to: larger)
        }
        clear(count)
        count += 1
        return slots + (count - 1) * width
    }

    @inline(__always)
    private func clear(_ row: Int) {
        UnsafeMutableRawPointer(slots + row * width)
            .initializeMemory(as: UInt8.self, repeating: 0, count: width * MemoryLayout<Slot>.stride)
    }

    @inline(never)
    private mutating func grow(to larger: Int) {
        let memory = UnsafeMutablePointer<Slot>.allocate(capacity: larger * width)
        memory.moveInitialize(from: slots, count: count * width)
        slots.deallocate()
        slots = memory
        capacity = larger
    }
}
