import AlertModel
import AlertStore
import Foundation
import HTTPTypes
package import Hummingbird
import SkyMath

/// The parameters of a request, checked: a wrong one is named and answered with 400.
package struct Query: Sendable {
    private var values: [String: String]

    package init(_ request: Request) {
        self.init(text: request.uri.query.map { String($0) } ?? "")
    }

    /// Reads `name=value&...` as forms send it: blanks as `+`, all else percent-encoded.
    package init(text: String) {
        var values: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(Self.decoded)
            values[parts[0]] = parts.count > 1 ? parts[1] : ""
        }
        self.values = values
    }

    private static func decoded(_ part: Substring) -> String {
        let blanks = String(part).replacing("+", with: " ")
        return blanks.removingPercentEncoding ?? blanks
    }

    package var names: [String] { values.keys.sorted() }

    /// Nil where it is missing or empty, as from an empty field of a form.
    package func text(_ name: String) -> String? {
        values[name].flatMap { value in
            let trimmed = value.trimmingCharacters(in: .whitespaces)
            return trimmed.isEmpty ? nil : trimmed
        }
    }

    /// Those of `names` that were given.
    func texts(_ names: [String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: names.compactMap { name in text(name).map { (name, $0) } })
    }

    package func number(_ name: String, in range: ClosedRange<Double>) throws -> Double? {
        guard let text = text(name) else { return nil }
        // Double also reads hexadecimal.
        guard !text.lowercased().contains("x"), let number = Double(text), range.contains(number) else {
            throw Failure(
                .badRequest, "\(name) is a number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
        }
        return number
    }

    package func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Failure(
                .badRequest, "\(name) is a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
        }
        return number
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, _: Choice.Type) throws -> Choice?
    where Choice.RawValue == String {
        guard let text = text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.badRequest, "\(name) is one of \(all), not '\(text)'")
        }
        return choice
    }

    func survey(_ name: String) throws -> Survey? {
        guard let text = text(name) else { return nil }
        guard let survey = Survey.allCases.first(where: { $0.name.lowercased() == text.lowercased() }) else {
            throw Failure(.badRequest, "\(name) is LSST or ZTF, not '\(text)'")
        }
        return survey
    }

    /// The same with the newest place of an object in place of its name.
    func placed(in store: any AlertStoreReader) async throws -> Query {
        guard let name = text("position"), SkyPosition(name) == nil, let id = ObjectID(name) else { return self }
        guard let object = try await store.object(id) else {
            throw Failure(.notFound, "there is no object \(name) in the store")
        }
        var query = self
        query.values["position"] = "\(object.ra) \(object.dec)"
        return query
    }

    /// A position in degrees or sexagesimal.
    func position(_ name: String) throws -> SkyPosition? {
        guard let text = text(name) else { return nil }
        if let position = SkyPosition(text) { return position }
        throw Failure(
            .badRequest,
            "\(name) is a position such as '10.61 -43.62' or '00:42:27.5 -43:37:18', or an object's name, not '\(text)'"
        )
    }

    func cone() throws -> Cone? {
        let radius = try number("radius", in: 0...3_600_000) ?? 5
        if let position = try position("position") {
            return Cone(ra: position.ra, dec: position.dec, radiusArcsec: radius)
        }
        let (ra, dec) = (try number("ra", in: 0...360), try number("dec", in: -90...90))
        guard let ra, let dec else {
            guard ra == nil, dec == nil else {
                throw Failure(.badRequest, "\(ra == nil ? "ra" : "dec") is missing: a cone needs both ra and dec")
            }
            return nil
        }
        return Cone(ra: ra, dec: dec, radiusArcsec: radius)
    }

    /// The parameters as a query of the store; `now` is MJD TAI.
    func objects(now: Double, defaultLimit: Int = 50) throws -> ObjectQuery {
        var query = ObjectQuery()
        query.survey = try survey("survey")
        query.classification = text("class")
        let bright = try number("magMin", in: -30...50)
        let faint = try number("magMax", in: -30...50)
        if bright != nil || faint != nil {
            guard (bright ?? -30) <= (faint ?? 50) else { throw Failure(.badRequest, "magMin is above magMax") }
            query.magnitude = (bright ?? -30)...(faint ?? 50)
        }
        query.lastSeenSinceMjdTai = try number("maxAgeDays", in: 0...1_000_000).map { now - $0 }
        query.cone = try cone()
        query.sort = try choice("sort", ObjectSort.self) ?? (query.cone == nil ? .lastSeen : .separation)
        guard query.sort != .separation || query.cone != nil else {
            throw Failure(.badRequest, "sort=separation needs a position")
        }
        query.descending = try order() ?? (query.sort == .lastSeen || query.sort == .detections)
        query.limit = try integer("limit", in: 1...1000) ?? defaultLimit
        query.offset = try integer("offset", in: 0...100_000_000) ?? 0
        return query
    }

    func alerts() throws -> AlertQuery {
        var query = AlertQuery()
        query.survey = try survey("survey")
        query.cone = try cone()
        query.sinceMjdTai = try number("since", in: 0...1_000_000)
        query.untilMjdTai = try number("until", in: 0...1_000_000)
        query.limit = try integer("limit", in: 1...10_000) ?? 100
        return query
    }

    /// How stamps are to be shown.
    func stampOptions() throws -> StampOptions {
        let limits = try text("limits").map { text in
            guard let limits = StampLimits(text) else {
                throw Failure(
                    .badRequest, "limits is zscale, minmax or two percentiles such as 0.5-99.5, not '\(text)'")
            }
            return limits
        }
        return StampOptions(
            stretch: try choice("stretch", StampStretch.self) ?? .asinh, limits: limits ?? .zscale,
            scale: try integer("scale", in: 1...32) ?? 4)
    }

    private func order() throws -> Bool? {
        switch text("order") {
        case nil: nil
        case "asc": false
        case "desc": true
        case let other?: throw Failure(.badRequest, "order is asc or desc, not '\(other)'")
        }
    }

    /// The same parameters with some changed (nil removes one), as the part of an address after `?`.
    func address(_ changes: [String: String?]) -> String {
        var all = values.filter { !$0.value.isEmpty }
        for (name, value) in changes { all[name] = value }
        return all.sorted { $0.key < $1.key }
            .map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
    }

    package static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~")))
            ?? ""
    }
}
