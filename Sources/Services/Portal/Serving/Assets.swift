import Bytes
import HTTPTypes
import Hummingbird
import NIOCore

/// Style sheets and scripts, within the program. Their addresses carry a checksum, so browsers may keep them for ever.
enum Assets {
    private struct Asset {
        var bytes: Bytes
        var type: String

        init(_ parts: [[UInt8]], _ type: String) {
            bytes = Bytes(Array(parts.joined(separator: [10])))
            self.type = type
        }
    }

    private static let all: [String: Asset] = [
        "portal.css": Asset(
            [
                PackageResources.portal_css, PackageResources.lightcurve_css, PackageResources.skymap_css,
                PackageResources.stamps_css,
            ], "text/css; charset=utf-8"),
        "portal.js": Asset(
            [
                PackageResources.portal_js, PackageResources.lightcurve_js, PackageResources.skymap_js,
                PackageResources.stamps_js,
            ], "text/javascript; charset=utf-8"),
        "icon.svg": Asset([PackageResources.icon_svg], "image/svg+xml"),
    ]

    private static let checksums: [String: String] = all.mapValues { String(CRC32C.checksum($0.bytes), radix: 16) }

    /// Where a page finds the asset `name`.
    static func address(_ name: String) -> String { "/assets/\(name)?\(checksums[name] ?? "")" }

    static func response(_ request: Request, _ context: PortalContext) throws -> Response {
        let name = try context.text("name")
        guard let asset = all[name] else { throw Failure(.notFound, "there is no asset \(name)") }
        let headers: HTTPFields = [.contentType: asset.type, .cacheControl: "max-age=31536000, immutable"]
        let buffer = asset.bytes.withUnsafeBytes { ByteBuffer(bytes: $0) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: buffer))
    }
}
