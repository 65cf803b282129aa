extension ObjectID {
    /// The name that people and addresses use: `170059286935240883` (diaObject), `SSO-23412` (ssObject), `ZTF21abiuvdk`;
    /// `ZTF.1726958725155000` for packets of ZTF's first schema, which name no object but the candid.
    public var description: String {
        switch (survey, kind) {
        case (.lsst, .diaObject): String(key)
        case (_, .solarSystem): "SSO-\(key)"
        case (.ztf, .diaObject): ZTFName.text(key)
        }
    }

    /// The object called `text` in the form that `description` gives; nil where it is none of these.
    public init?(_ text: some StringProtocol) {
        if let key = ZTFName.key(text) {
            self.init(survey: .ztf, kind: .diaObject, key: key)
        } else if text.hasPrefix("ZTF."), let candid = Int64(text.dropFirst(4)), !ZTFName.isName(candid) {
            self.init(survey: .ztf, kind: .diaObject, key: candid)
        } else if text.hasPrefix("SSO-"), let key = Int64(text.dropFirst(4)) {
            self.init(survey: .lsst, kind: .solarSystem, key: key)
        } else if let key = Int64(text), key >= 0 {
            self.init(survey: .lsst, kind: .diaObject, key: key)
        } else {
            return nil
        }
    }
}

/// ZTF names as numbers: two digits of the year and seven letters, of which each is a digit in base 26.
enum ZTFName {
    private static let letters: Int64 = 8_031_810_176  // 26^7

    /// Whether a key is that of a name, and not a candid.
    static func isName(_ key: Int64) -> Bool { (0..<100 * letters).contains(key) }

    /// Nil unless `text` is `ZTF`, two digits and seven lower-case letters.
    static func key(_ text: some StringProtocol) -> Int64? {
        var text = String(text)
        return text.withUTF8 { key(UnsafeRawBufferPointer($0)) }
    }

    static func key(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count == 12, bytes.starts(with: "ZTF".utf8) else { return nil }
        var key: Int64 = 0
        for digit in bytes[3..<5] {
            guard (48...57).contains(digit) else { return nil }
            key = key * 10 + Int64(digit - 48)
        }
        for letter in bytes[5...] {
            guard (97...122).contains(letter) else { return nil }
            key = key * 26 + Int64(letter - 97)
        }
        return key
    }

    /// The key `shift` names on; beyond the last name come the first. Distinct keys stay distinct.
    static func shifted(_ key: Int64, by shift: Int64) -> Int64 {
        let names = 100 * letters
        let moved = (key + shift % names) % names
        return moved < 0 ? moved + names : moved
    }

    static func text(_ key: Int64) -> String {
        guard isName(key) else { return "ZTF.\(key)" }
        var rest = key % letters
        var name: [UInt8] = []
        for _ in 0..<7 {
            name.append(UInt8(97 + rest % 26))
            rest /= 26
        }
        let year = key / letters
        return "ZTF" + (year < 10 ? "0\(year)" : "\(year)") + String(decoding: name.reversed(), as: UTF8.self)
    }
}
