internal import CONNX

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The shared library of ONNX Runtime, loaded when it is asked for and kept until the process ends.
///
/// It comes with the PyPI package `onnxruntime` (in `onnxruntime/capi`) and with the project's own archives.
public struct ONNXLibrary: Sendable {
    /// As the library tells it, such as "1.20.0".
    public let version: String
    let runtime: Runtime

    /// The library's table of functions and its environment, of which a process has one.
    final class Runtime: @unchecked Sendable {  // reason: constant, and shareable by its maker
        let table: OnnxTable
        let environment: OpaquePointer

        init(_ table: OnnxTable) throws(ModelRuntimeError) {
            self.table = table
            environment = try table.made("its environment") {
                table.make_environment(Int32(ONNX_LOG_ERRORS), "tocsin", $0)
            }
        }

        deinit { table.release_environment(environment) }
    }

    /// - Parameter path: of the shared library; nil for one of the usual name where the system looks for libraries.
    ///
    /// Throws `ModelRuntimeError` with the loader's words where there is none, or it is another library or too old.
    public init(path: String? = nil) throws(ModelRuntimeError) {
        guard let handle = dlopen(path ?? Self.usualName, RTLD_NOW | RTLD_LOCAL) else {
            let reason = dlerror().map { String(cString: $0) } ?? "no reason given"
            throw ModelRuntimeError(
                .library,
                "ONNX Runtime cannot be loaded (\(reason)); name its shared library, which the PyPI package "
                    + "onnxruntime holds in onnxruntime/capi")
        }
        let name = path ?? Self.usualName
        guard let symbol = dlsym(handle, "OrtGetApiBase"),
            let base = unsafeBitCast(symbol, to: OnnxGetBase.self)()
        else { throw ModelRuntimeError(.library, "\(name) is not ONNX Runtime: it has no OrtGetApiBase") }
        version = base.pointee.version().map { String(cString: $0) } ?? "unknown"
        guard let table = base.pointee.table(UInt32(ONNX_API_VERSION)) else {
            throw ModelRuntimeError(
                .library, "ONNX Runtime \(version) has no version \(ONNX_API_VERSION) of its interface")
        }
        runtime = try Runtime(table.pointee)
    }

    #if os(macOS)
        private static let usualName = "libonnxruntime.dylib"
    #else
        private static let usualName = "libonnxruntime.so.1"
    #endif
}

extension OnnxTable {
    /// Throws what a status says, and frees it.
    func check(_ status: OpaquePointer?, _ what: String) throws(ModelRuntimeError) {
        guard let status else { return }
        defer { release_status(status) }
        let words = status_message(status).map { String(cString: $0) } ?? "no reason given"
        throw ModelRuntimeError(.model, "ONNX Runtime refuses \(what): \(words)")
    }

    /// What a function makes in the place that it is given.
    func made(
        _ what: String, _ make: (UnsafeMutablePointer<OpaquePointer?>) -> OpaquePointer?
    ) throws(ModelRuntimeError) -> OpaquePointer {
        var result: OpaquePointer?
        try check(make(&result), what)
        guard let result else { throw ModelRuntimeError(.model, "ONNX Runtime gave nothing for \(what)") }
        return result
    }

    func count(
        _ what: String, _ read: (UnsafeMutablePointer<Int>) -> OpaquePointer?
    ) throws(ModelRuntimeError) -> Int {
        var result = 0
        try check(read(&result), what)
        return result
    }
}
