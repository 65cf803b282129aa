import Bytes
import HTTPTypes
package import Hummingbird
import NIOCore

/// Style sheets and scripts, within the program. Their addresses carry a checksum, so browsers may keep them for ever.
package struct AssetShelf: Sendable {
    /// One file, of parts that are joined by line ends.
    package struct Asset: Sendable {
        let bytes: Bytes
        let type: String

        package init(_ parts: [[UInt8]], _ type: String) {
            bytes = Bytes(Array(parts.joined(separator: [10])))
            self.type = type
        }

        package static func style(_ parts: [[UInt8]]) -> Asset { Asset(parts, "text/css; charset=utf-8") }
        package static func script(_ parts: [[UInt8]]) -> Asset { Asset(parts, "text/javascript; charset=utf-8") }
        package static func drawing(_ part: [UInt8]) -> Asset { Asset([part], "image/svg+xml") }
    }

    private let all: [String: Asset]
    private let checksums: [String: String]

    package init(_ all: [String: Asset]) {
        self.all = all
        checksums = all.mapValues { String(CRC32C.checksum($0.bytes), radix: 16) }
    }

    /// Where a page finds the asset `name`.
    package func address(_ name: String) -> String { "/assets/\(name)?\(checksums[name] ?? "")" }

    package func response(_ context: PortalContext) throws -> Response {
        let name = try context.text("name")
        guard let asset = all[name] else { throw Failure(.notFound, "there is no asset \(name)") }
        let headers: HTTPFields = [.contentType: asset.type, .cacheControl: "max-age=31536000, immutable"]
        let buffer = asset.bytes.withUnsafeBytes { ByteBuffer(bytes: $0) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: buffer))
    }
}

/// The portal's own, of which other pages of the program may take parts.
package enum Assets {
    private static let shelf = AssetShelf([
        "portal.css": .style([
            PackageResources.portal_css, PackageResources.lightcurve_css, PackageResources.skymap_css,
            PackageResources.stamps_css,
        ]),
        "portal.js": .script([
            PackageResources.portal_js, PackageResources.lightcurve_js, PackageResources.skymap_js,
            PackageResources.stamps_js,
        ]),
        "icon.svg": .drawing(PackageResources.icon_svg),
    ])

    /// Colours, text, tables and forms, and the map of the sky.
    package static var commonStyle: [[UInt8]] { [PackageResources.portal_css, PackageResources.skymap_css] }
    /// Shows the position under the pointer on a map of the sky.
    package static var skyMapScript: [UInt8] { PackageResources.skymap_js }
    package static var icon: [UInt8] { PackageResources.icon_svg }

    static func address(_ name: String) -> String { shelf.address(name) }
    static func response(_ context: PortalContext) throws -> Response { try shelf.response(context) }
}
