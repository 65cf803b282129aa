import AlertModel
import AlertTesting
import Avro
import Bytes
import Distribution
import Testing

@Suite struct RegistryAnswerTests {
    private let catalogue: SchemaCatalogue = {
        var catalogue = SchemaCatalogue()
        catalogue.serve(topic: "night", ids: [1000, 1101])
        return catalogue
    }()

    private func get(_ path: String, query: String? = nil) throws -> (status: Int, json: JSON) {
        let answer = catalogue.answer(to: RegistryRequest("GET", path, query: query))
        return (answer.status, try JSON(parsing: answer.body))
    }

    private func code(_ path: String) throws -> Int64? {
        guard case .integer(let code)? = try get(path).json["error_code"] else { return nil }
        return code
    }

    @Test func `every built-in schema is given out whole by its id`() throws {
        let directory = SchemaDirectory()
        #expect(catalogue.ids == directory.ids && directory.ids.contains(1101))
        for id in catalogue.ids {
            let answer = try get("/schemas/ids/\(id)", query: "subject=whatever-value")
            let text = try #require(answer.json["schema"]?.string)
            let schema = try Schema(json: text)
            let wanted = try #require(id == SchemaCatalogue.ztfID ? SchemaDirectory.ztf : directory.schema(id: id))
            #expect(answer.status == 200 && schema.sha256 == wanted.sha256, "\(id)")
            #expect(catalogue.answer(to: RegistryRequest("GET", "/schemas/ids/\(id)/schema")).body == text)
        }
    }

    @Test func `subjects have versions, and a version its id`() throws {
        #expect(try get("/subjects").json == .array(["alert-packet", "night-value", "ztf.alert"].map { .string($0) }))
        #expect(try get("/subjects", query: "subjectPrefix=ni").json == .array([.string("night-value")]))
        #expect(try get("/subjects/night-value/versions").json == .array([.integer(1), .integer(2)]))
        for (name, id) in [("1", 1000), ("2", 1101), ("latest", 1101), ("-1", 1101)] {
            let json = try get("/subjects/night-value/versions/\(name)").json
            #expect(json["id"] == .integer(Int64(id)) && json["subject"]?.string == "night-value", "\(name)")
            #expect(json["schema"]?.string == catalogue.text(id: UInt32(id)))
            let plain = catalogue.answer(to: RegistryRequest("GET", "/subjects/night-value/versions/\(name)/schema"))
            #expect(plain.body == catalogue.text(id: UInt32(id)))
        }
        let uses = try get("/schemas/ids/1101/versions").json
        let place = try #require(catalogue.ids(of: "alert-packet")?.firstIndex(of: 1101)) + 1
        let wanted = #"[{"subject":"alert-packet","version":\#(place)},{"subject":"night-value","version":2}]"#
        #expect(uses == (try JSON(parsing: wanted)))
    }

    @Test(arguments: [
        ("/schemas/ids/77", 40403), ("/schemas/ids/x", 40403), ("/schemas/ids/-1", 40403),
        ("/schemas/ids/99999999999999999999", 40403), ("/subjects/none/versions", 40401),
        ("/subjects/none/versions/1", 40401), ("/subjects/night-value/versions/3", 40402),
        ("/subjects/night-value/versions/0", 42202), ("/subjects/night-value/versions/new", 42202),
        ("/config/none", 40401), ("/associations/resources/lkc/night", 404), ("/nothing/here", 404),
        ("/subjects/night-value", 405), ("/schemas/ids/%zz", 400),
    ]) func `what is not there is an error with Confluent's code`(path: String, expected: Int) throws {
        #expect(try code(path) == Int64(expected))
        let status = try get(path).status
        #expect(status == (expected > 999 ? expected / 100 : expected))
        #expect(try get(path).json["message"]?.string?.isEmpty == false)
    }

    @Test func `it is read-only, and says so`() throws {
        for (method, path) in [
            ("POST", "/subjects/night-value/versions"), ("DELETE", "/subjects/night-value"), ("PUT", "/config"),
            ("DELETE", "/subjects/night-value/versions/1"), ("PATCH", "/"), ("POST", "/compatibility/subjects/x"),
        ] {
            let answer = catalogue.answer(to: RegistryRequest(method, path))
            #expect(answer.status == 405 && answer.body.contains("read-only"), "\(method) \(path)")
            #expect(answer.headers.contains { $0.name == "Allow" && !$0.value.isEmpty })
        }
        #expect(try get("/mode").json["mode"]?.string == "READONLY")
        #expect(try get("/config").json["compatibilityLevel"]?.string == "NONE")
        #expect(try get("/config/night-value").status == 200)
        #expect(try get("/schemas/types").json == .array([.string("AVRO")]))
    }

    @Test func `a schema is looked up by what it means, not how it is written`() throws {
        let schema = try #require(SchemaDirectory().schema(id: 1101))
        func lookUp(_ text: String, _ subject: String) throws -> (Int, JSON) {
            let body = JSON.object([.init("schema", .string(text))]).text()
            let answer = catalogue.answer(to: RegistryRequest("POST", "/subjects/\(subject)", body: Bytes(utf8: body)))
            return (answer.status, try JSON(parsing: answer.body))
        }
        let found = try lookUp(schema.json.text(indent: 4), "night-value")
        #expect(found.0 == 200 && found.1["id"] == .integer(1101) && found.1["version"] == .integer(2))
        #expect(try lookUp(#""string""#, "night-value").1["error_code"] == .integer(40403))
        #expect(try lookUp(#""string""#, "none").1["error_code"] == .integer(40401))
        #expect(try lookUp("{", "night-value").1["error_code"] == .integer(42201))
        let garbage = catalogue.answer(to: RegistryRequest("POST", "/subjects/night-value", body: Bytes(utf8: "[]")))
        #expect(garbage.status == 422)
    }

    @Test func `credentials are Basic or Bearer, right or not, and expire`() throws {
        let credentials = try RegistryCredentials(user: "reader", password: "a:b", token: "abc")
        let right = ["Basic cmVhZGVyOmE6Yg==", "basic cmVhZGVyOmE6Yg==", "Bearer abc"]
        let wrong = [
            nil, "", "Basic", "Basic cmVhZGVyOmE6Yw==", "Bearer abd", "Bearer", "Bearer  ", "Digest abc", "abc",
            "Basic abc", "Bearer cmVhZGVyOmE6Yg==",
        ]
        func status(_ header: String?, _ conduct: RegistryConduct = .normal, isOpen: Bool = false) -> Int? {
            catalogue.answer(
                to: RegistryRequest("GET", "/subjects", authorization: header),
                credentials: isOpen ? nil : credentials, conduct: conduct)?.status
        }
        #expect(right.allSatisfy { status($0) == 200 } && wrong.allSatisfy { status($0) == 401 })
        let expired = RegistryConduct(areCredentialsExpired: true)
        #expect(right.allSatisfy { status($0, expired) == 401 })
        #expect(status(nil, expired, isOpen: true) == 200 && status("Bearer x", expired, isOpen: true) == 401)
        #expect(status(right[0], RegistryConduct(outage: .status(502))) == 502)
        #expect(status(right[0], RegistryConduct(outage: .hangUp)) == nil)
        #expect(status(right[0], RegistryConduct(outage: .slow(.seconds(9)))) == 200)
        #expect("\(credentials)" == "(credentials)")
        for bad in [("", "x"), ("a:b", "x"), ("a", "")] {
            #expect(throws: DistributionError.self) { try RegistryCredentials(user: bad.0, password: bad.1) }
        }
        #expect(throws: DistributionError.self) { try RegistryCredentials() }
    }

    @Test func `any path gets an answer in JSON with a status of HTTP`() throws {
        var generator = SplitMix(seed: 7)
        let words = [
            "schemas", "ids", "1101", "subjects", "versions", "latest", "night-value", "config", "types", "%2F", "%",
            "",
            "..", "\u{0}", "é", "999999999999", "-1", "schema", "mode", "associations", "alert-packet", "%00", "//",
        ]
        for _ in 0..<5000 {
            let path = (0..<Int.random(in: 0...6, using: &generator))
                .map { _ in "/" + (words.randomElement(using: &generator) ?? "") }.joined()
            let method = ["GET", "HEAD", "POST", "DELETE", "", "GE T"].randomElement(using: &generator) ?? ""
            let bytes = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let noise = String(decoding: bytes, as: UTF8.self)
            let request = RegistryRequest(
                method, Bool.random(using: &generator) ? path : path + noise, query: noise, authorization: noise,
                body: Bytes(bytes))
            let answer = catalogue.answer(to: request)
            #expect([200, 400, 404, 405, 422].contains(answer.status), "\(method) \(path)")
            _ = try JSON(parsing: answer.body)
        }
        let long = catalogue.answer(to: RegistryRequest("GET", String(repeating: "/a", count: 100_000)))
        #expect(long.status == 400 && long.body.utf8.count < 1000)
    }
}
