internal import CONNX

/// A loaded model of one input and one output, both of floats.
final class ONNXSession: @unchecked Sendable {  // reason: sessions run on any number of threads at once by their maker
    let runtime: ONNXLibrary.Runtime
    private let session: OpaquePointer
    private let memory: OpaquePointer
    let inputName: String
    let outputName: String
    /// Lengths of the input's axes, -1 where any will do.
    let inputShape: [Int64]

    init(model: [UInt8], runtime: ONNXLibrary.Runtime, threads: Int) throws(ModelRuntimeError) {
        let table = runtime.table
        let options = try table.made("options") { table.make_options($0) }
        defer { table.release_options(options) }
        try table.check(table.set_threads(options, Int32(max(1, min(256, threads)))), "\(threads) threads")
        let session = try table.made("the model") { made in
            model.withUnsafeBytes {
                table.make_session(runtime.environment, $0.baseAddress, $0.count, options, made)
            }
        }
        do throws(ModelRuntimeError) {
            let inputs = try table.count("the number of inputs") { table.input_count(session, $0) }
            let outputs = try table.count("the number of outputs") { table.output_count(session, $0) }
            guard inputs == 1, outputs == 1 else {
                throw ModelRuntimeError(.shape, "a model of \(inputs) inputs and \(outputs) outputs, not one of each")
            }
            inputName = try Self.name(table) { table.input_name(session, 0, $0, $1) }
            outputName = try Self.name(table) { table.output_name(session, 0, $0, $1) }
            inputShape = try Self.shape(ofInput: session, table)
            memory = try table.made("memory") {
                table.make_memory(Int32(ONNX_DEVICE_ALLOCATOR), Int32(ONNX_DEFAULT_MEMORY), $0)
            }
        } catch {
            table.release_session(session)
            throw error
        }
        self.session = session
        self.runtime = runtime
    }

    deinit {
        runtime.table.release_session(session)
        runtime.table.release_memory(memory)
    }

    /// The output for one input of this shape, whatever its own shape.
    func output(for input: [Float], shape: [Int64]) throws(ModelRuntimeError) -> [Float] {
        let table = runtime.table
        var (input, output) = (input, OpaquePointer?.none)
        let status = input.withUnsafeMutableBytes { bytes -> Result<OpaquePointer?, ModelRuntimeError> in
            Result { () throws(ModelRuntimeError) in
                let tensor = try table.made("a tensor") { made in
                    table.make_tensor(
                        memory, bytes.baseAddress, bytes.count, shape, shape.count, Int32(ONNX_FLOAT), made)
                }
                defer { table.release_value(tensor) }
                return run(tensor, &output)
            }
        }
        try table.check(status.get(), "to run the model")
        guard let output else { throw ModelRuntimeError(.run, "the model gave nothing") }
        defer { table.release_value(output) }
        return try Self.floats(output, table)
    }

    private func run(_ tensor: OpaquePointer, _ output: inout OpaquePointer?) -> OpaquePointer? {
        inputName.withCString { inputName in
            outputName.withCString { outputName in
                var (inputs, input) = ([inputName as UnsafePointer<CChar>?], OpaquePointer?(tensor))
                var outputs = [outputName as UnsafePointer<CChar>?]
                return runtime.table.run(session, nil, &inputs, &input, 1, &outputs, 1, &output)
            }
        }
    }

    private static func name(
        _ table: OnnxTable,
        _ read: (OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> OpaquePointer?
    ) throws(ModelRuntimeError) -> String {
        let allocator = try table.made("an allocator") { table.default_allocator($0) }
        var name: UnsafeMutablePointer<CChar>?
        try table.check(read(allocator, &name), "a name")
        guard let name else { throw ModelRuntimeError(.model, "an input or output without a name") }
        let result = String(cString: name)
        try table.check(table.free(allocator, name), "to free a name")
        return result
    }

    private static func shape(ofInput session: OpaquePointer, _ table: OnnxTable) throws(ModelRuntimeError) -> [Int64] {
        let type = try table.made("the input's type") { table.input_type(session, 0, $0) }
        defer { table.release_type(type) }
        // What comes out belongs to the type.
        let shape = try table.made("the input's shape") { table.tensor_shape_of_type(type, $0) }
        try checkFloat(shape, table, "input")
        let count = try table.count("the input's axes") { table.axis_count(shape, $0) }
        var lengths = [Int64](repeating: 0, count: count)
        try table.check(table.axes(shape, &lengths, count), "the input's axes")
        return lengths
    }

    private static func floats(_ tensor: OpaquePointer, _ table: OnnxTable) throws(ModelRuntimeError) -> [Float] {
        let shape = try table.made("the output's shape") { table.tensor_shape(tensor, $0) }
        defer { table.release_shape(shape) }
        try checkFloat(shape, table, "output")
        let count = try table.count("the output's size") { table.element_count(shape, $0) }
        var data: UnsafeMutableRawPointer?
        try table.check(table.tensor_data(tensor, &data), "the output's values")
        guard let data else { return [] }
        return Array(UnsafeBufferPointer(start: data.assumingMemoryBound(to: Float.self), count: count))
    }

    private static func checkFloat(
        _ shape: OpaquePointer, _ table: OnnxTable, _ what: String
    ) throws(ModelRuntimeError) {
        var type: Int32 = 0
        try table.check(table.element_type(shape, &type), "the type of the \(what)'s values")
        guard Int(type) == ONNX_FLOAT else {
            throw ModelRuntimeError(.shape, "the model's \(what) is not of 32-bit floats (type \(type))")
        }
    }
}
