import Mustache

/// The pages' templates, parsed once. Mustache escapes what it inserts unless a template says otherwise with three braces.
package struct Templates: Sendable {
    private let library: MustacheLibrary

    init() throws { try self.init(Self.sources) }

    /// - Throws: `PortalError` that names the template which cannot be read.
    package init(_ sources: [(name: String, text: [UInt8])]) throws {
        var templates: [String: MustacheTemplate] = [:]
        for (name, bytes) in sources {
            let text = String(decoding: bytes, as: UTF8.self)
            do { templates[name] = try MustacheTemplate(string: text) } catch {
                throw PortalError(.badTemplate, address: name, detail: "\(error)")
            }
        }
        library = MustacheLibrary(templates: templates)
    }

    private static var sources: [(String, [UInt8])] {
        [
            ("layout", PackageResources.layout_mustache), ("landing", PackageResources.landing_mustache),
            ("objects", PackageResources.objects_mustache), ("object", PackageResources.object_mustache),
            ("quarantine", PackageResources.quarantine_mustache), ("about", PackageResources.about_mustache),
            ("failure", PackageResources.failure_mustache), ("accounts", PackageResources.accounts_mustache),
        ]
    }

    /// A template filled in. Values of `context` are text, numbers, lists and maps of these.
    package func text(_ name: String, _ context: [String: Any]) -> String {
        library.render(context, withTemplate: name) ?? ""
    }

    /// The page `name` within the layout.
    func page(_ name: String, title: String, section: String, _ context: [String: Any]) throws -> String {
        let layout: [String: Any] = [
            "title": title, "body": text(name, context), "style": Assets.address("portal.css"),
            "script": Assets.address("portal.js"), "icon": Assets.address("icon.svg"),
            "isHome": section == "home", "isObjects": section == "objects", "isQuarantine": section == "quarantine",
            "isAbout": section == "about",
        ]
        return text("layout", layout)
    }
}
