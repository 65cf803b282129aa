/// The static sources of an image by their places.
struct SourceIndex: Sendable {
    private static let cell = 64
    private let columns: Int
    private let rows: Int
    private let cells: [[StaticSource]]

    init(_ sources: [StaticSource], width: Int, height: Int) {
        let (columns, rows) = (width / Self.cell + 1, height / Self.cell + 1)
        var cells = [[StaticSource]](repeating: [], count: columns * rows)
        for source in sources {
            let column = max(0, min(columns - 1, Int(source.x) / Self.cell))
            cells[max(0, min(rows - 1, Int(source.y) / Self.cell)) * columns + column].append(source)
        }
        (self.columns, self.rows, self.cells) = (columns, rows, cells)
    }

    /// Sources within `reach` pixels along each axis, in an order that their places alone decide.
    func near(_ x: Int, _ y: Int, reach: Int) -> [StaticSource] {
        let across = max(0, (x - reach) / Self.cell)...max(0, min(columns - 1, (x + reach) / Self.cell))
        let down = max(0, (y - reach) / Self.cell)...max(0, min(rows - 1, (y + reach) / Self.cell))
        return down.flatMap { row in
            across.flatMap { column in
                cells[row * columns + column].filter {
                    abs($0.x - Float(x)) < Float(reach) && abs($0.y - Float(y)) < Float(reach)
                }
            }
        }
    }
}
