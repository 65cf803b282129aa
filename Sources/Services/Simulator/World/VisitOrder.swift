import SkyMath

/// What a visit is wanted to be, beside what the sky and the camera make of it.
struct VisitOrder: Sendable {
    /// Alerts wanted; nil for as many as there are. Of what is too much a part drawn at random is left out.
    var alerts: Int?
    /// What the sky does not give of the alerts wanted is made up by this.
    var fill = VisitFill.spurious
    /// Times as many artefacts as usual.
    var spuriousFactor = 1.0
    /// Of the packets; nil for the plan's.
    var schemaVersion: String?
    /// Whether a packet, by its identifier and detector, gets its previous detections and forced measurements.
    var hasHistory: @Sendable (_ alertID: Int64, _ detector: Int) -> Bool = { _, _ in true }

    /// Times as many artefacts as `artefacts`, drawn with the usual rates, so that there are about as many alerts as wanted.
    func fillingFactor(real: Int, artefacts: Int) -> Double {
        guard let alerts, fill == .spurious, artefacts > 0, real + artefacts < alerts else { return 1 }
        return Double(alerts - real) / Double(artefacts)
    }

    /// At most as many as wanted, in the order given; which ones is drawn by their identifiers. Complexity: O(n log n).
    func thinned(_ detections: [Detection], seed: UInt64) -> [Detection] {
        guard let alerts, detections.count > alerts else { return detections }
        let lots = detections.map { detection in
            var draws = Draws(seed: seed, 0x5448_494E, UInt64(bitPattern: detection.id))
            return draws.next()
        }
        let limit = lots.sorted()[alerts]
        return zip(detections, lots).filter { $0.1 < limit }.map(\.0)
    }
}
