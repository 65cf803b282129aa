import Bytes
import Simulator
import Testing

@Suite struct ManifestTests {
    private func hash(_ text: String) -> String {
        var hash = SHA256()
        hash.update(text.utf8)
        return hash.hex
    }

    @Test func `the digest is that of the published examples`() {
        #expect(hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        #expect(hash(long) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    }

    @Test func `a manifest survives its text and names its first difference`() throws {
        let manifest = Manifest(
            scenario: try Scenario.named("nominal"), versions: ["tocsin": "1"], inputs: ["a.db": hash("a")],
            counts: ["sent": 3], outputs: hash("x"))
        let again = try Manifest(json: manifest.json)
        #expect(again == manifest && again.json == manifest.json && again.firstDifference(from: manifest) == nil)
        var other = manifest
        other.counts["sent"] = 4
        #expect(other.firstDifference(from: manifest) == "count of 'sent': 4, not 3")
        other.scenario = try Scenario.named("bulge").canonicalText
        #expect(other.firstDifference(from: manifest) == "scenario, line 1: 'name: bulge', not 'name: nominal'")
        #expect(throws: SimulatorError.self) { try Manifest(json: "{\"version\": 1}") }
    }

    @Test func `tries that were refused are in the manifest, and no difference between two runs`() throws {
        let still = Manifest(
            scenario: try Scenario.named("nominal"), versions: [:], inputs: [:], counts: [:], outputs: hash("x"))
        #expect(!still.json.contains("refusedAttempts"))
        var manifest = still
        manifest.refusedAttempts = [0, 12]
        #expect(manifest.json.contains("refusedAttempts") && manifest.firstDifference(from: still) == nil)
        #expect(try Manifest(json: manifest.json).refusedAttempts == [0, 12])
    }
}
