extension Who: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(children: ["AuthorIVORN", "Date", "Description", "Reference", "Author"])
        self.init(authorIvorn: try known.childText("AuthorIVORN")?.trimmed)
        _ = try element.checkingURI(authorIvorn)
        if let part = try known.child("Date") { date = try part.time(part.content()) }
        author = try known.child("Author", Author.init)
        description = try known.childText("Description")
        reference = try known.reference()
    }

    func element() throws(VOEventError) -> XMLElement {
        let parts = [
            authorIvorn.map { XMLElement("AuthorIVORN", text: $0) },
            date.map { XMLElement("Date", text: $0.utcText) }, description.map { XMLElement("Description", text: $0) },
            try reference?.element(), try author?.element(),
        ]
        _ = try XMLElement("AuthorIVORN").checkingURI(authorIvorn)
        return XMLElement("Who", parts.compactMap { $0 })
    }
}

extension Author: XMLPart {
    private static var fields: [(name: String, path: WritableKeyPath<Author, [String]>)] {
        [
            ("title", \.titles), ("shortName", \.shortNames), ("logoURL", \.logoURLs),
            ("contactName", \.contactNames), ("contactEmail", \.contactEmails), ("contactPhone", \.contactPhones),
            ("contributor", \.contributors),
        ]
    }

    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(children: Set(Self.fields.map(\.name)))
        self.init()
        for logo in try known.texts("logoURL") { _ = try element.checkingURI(logo.trimmed) }
        for field in Self.fields { self[keyPath: field.path] = try known.texts(field.name) }
    }

    func element() throws(VOEventError) -> XMLElement {
        let parts = Self.fields.flatMap { XMLElement.texts($0.name, self[keyPath: $0.path]) }
        for logo in logoURLs { _ = try XMLElement("logoURL").checkingURI(logo.trimmed) }
        guard !parts.isEmpty else { throw VOEventError("An Author must have at least one entry, such as a title.") }
        return XMLElement("Author", parts)
    }
}
