import Foundation

/// One GET over a plain socket on loopback: how the demo checks that its own pages answer.
enum LoopbackGet {
    /// The status code and the body's size in bytes; throws where nobody answers within ten seconds.
    static func status(port: Int, path: String) throws -> (code: Int, bytes: Int) {
        let socket = try connect(port: port)
        defer { _ = Foundation.close(socket) }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n".utf8)
        guard request.withUnsafeBytes({ Foundation.write(socket, $0.baseAddress, $0.count) }) == request.count else {
            throw CommandFailure.impossible("http://127.0.0.1:\(port)\(path): \(String(cString: strerror(errno)))")
        }
        let answer = readAll(socket)
        let words = String(decoding: answer.prefix(16), as: UTF8.self).split(separator: " ")
        guard words.count >= 2, let code = Int(words[1].prefix(3)) else {
            throw CommandFailure.impossible("http://127.0.0.1:\(port)\(path): no answer in HTTP")
        }
        return (code, answer.count)
    }

    private static func connect(port: Int) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            let reason = String(cString: strerror(errno))
            _ = Foundation.close(descriptor)
            throw CommandFailure.impossible("port \(port) on loopback: \(reason)")
        }
        return descriptor
    }

    private static func readAll(_ descriptor: Int32) -> [UInt8] {
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return answer }
            answer += piece[..<count]
        }
    }
}
