package import Avro
import Bytes
package import HTTPTypes
package import Hummingbird
import NIOCore

extension Response {
    package static func text(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    package static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .text(text, type: "text/html; charset=utf-8", status: status)
    }

    package static func json(_ value: JSON, status: HTTPResponse.Status = .ok) -> Response {
        .text(value.text() + "\n", type: "application/json", status: status)
    }

    /// Bytes to be saved under `name`, or shown where there is none.
    static func bytes(_ bytes: Bytes, type: String, name: String? = nil) -> Response {
        var headers: HTTPFields = [.contentType: type]
        if let name { headers[.contentDisposition] = "attachment; filename=\"\(name)\"" }
        // What a packet holds never changes.
        headers[.cacheControl] = "max-age=86400, immutable"
        let buffer = bytes.withUnsafeBytes { ByteBuffer(bytes: $0) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: buffer))
    }
}
