/// ONNX files of a few operators, written field by field (the format's own onnx.proto3 names the fields).
enum SmallModel {
    private static func varint(_ value: UInt64) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value & 127) | 128] + varint(value >> 7)
    }

    private static func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
    }

    private static func field(_ number: UInt64, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

    private static func field(_ number: UInt64, _ value: UInt64) -> [UInt8] { varint(number << 3) + varint(value) }

    private static func tensor(_ name: String, _ type: UInt64, _ axes: [UInt64?]) -> [UInt8] {
        let shape = axes.flatMap { field(1, $0.map { field(1, $0) } ?? field(2, "n")) }
        return field(1, name) + field(2, field(1, field(1, type) + field(2, shape)))
    }

    private static func node(_ kind: String, _ input: String, _ output: String, axes: [UInt64] = []) -> [UInt8] {
        let list = field(1, "axes") + axes.flatMap { field(8, $0) } + field(20, 7)
        let keep = field(1, "keepdims") + field(3, 0) + field(20, 2)
        return field(1, input) + field(2, output) + field(4, kind)
            + (axes.isEmpty ? [] : field(5, list) + field(5, keep))
    }

    private static func model(_ nodes: [[UInt8]], _ input: [UInt8], _ output: [UInt8]) -> [UInt8] {
        let graph = nodes.flatMap { field(1, $0) } + field(2, "small") + field(11, input) + field(12, output)
        return field(1, 8) + field(8, field(2, 13)) + field(7, graph)
    }

    /// The logistic function of the mean of all three stamps.
    static func mean(_ axes: [UInt64?] = [nil, 3, 51, 51]) -> [UInt8] {
        model(
            [node("ReduceMean", "x", "m", axes: [1, 2, 3]), node("Sigmoid", "m", "p")],
            tensor("x", 1, axes), tensor("p", 1, [nil]))
    }

    /// The same of each stamp: three values a candidate.
    static func meanOfEach() -> [UInt8] {
        model(
            [node("ReduceMean", "x", "m", axes: [2, 3]), node("Sigmoid", "m", "p")],
            tensor("x", 1, [nil, 3, 51, 51]), tensor("p", 1, [nil, 3]))
    }

    /// The mean itself, which is no probability.
    static func plainMean() -> [UInt8] {
        model(
            [node("ReduceMean", "x", "p", axes: [1, 2, 3])], tensor("x", 1, [nil, 3, 51, 51]), tensor("p", 1, [nil]))
    }
}
