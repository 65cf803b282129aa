public import SkyMath

/// What a catalogue lists: a thing with a place and a number.
public protocol CatalogueMember: Sendable {
    var id: SkyObjectID { get }
    /// ICRS.
    var position: SkyPosition { get }
}

/// The members of a real catalogue by cells of the sky. Any number of threads may ask.
public struct SkyCatalogue<Member: CatalogueMember>: Sendable {
    private let members: [Member]
    private let cells: [Int64: Range<Int>]
    /// How many rows were left out, by the reason.
    public let leftOut: [String: Int]

    /// - Parameters:
    ///   - members: each in the cell that its identifier names, in any order.
    ///   - leftOut: rows that gave none.
    public init(_ members: [Member], leftOut: [String: Int] = [:]) {
        let sorted = members.sorted { ($0.id.cell, $0.id) < ($1.id.cell, $1.id) }
        var cells: [Int64: Range<Int>] = [:]
        for (index, member) in sorted.enumerated() {
            cells[member.id.cell] = (cells[member.id.cell]?.lowerBound ?? index)..<index + 1
        }
        (self.members, self.cells, self.leftOut) = (sorted, cells, leftOut)
    }

    /// Number of members.
    public var count: Int { members.count }

    /// The members of one cell, ascending by identifier. Complexity: O(1).
    public func members(cell: Int64) -> ArraySlice<Member> { members[cells[cell] ?? 0..<0] }

    /// The members in a cone, ascending by cell. Complexity: O(cells + members of these cells).
    public func members(in cone: SkyCone) -> [Member] {
        SkyCells.cells(cone).flatMap { cell in members(cell: cell).filter { cone.contains($0.position) } }
    }

    /// The member with an identifier; nil where there is none. Complexity: O(members of its cell).
    public func member(_ id: SkyObjectID) -> Member? { members(cell: id.cell).first { $0.id == id } }
}

extension Star: CatalogueMember {}
extension Galaxy: CatalogueMember {}
extension ActiveGalaxy: CatalogueMember { public var position: SkyPosition { host.position } }
