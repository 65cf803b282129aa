import SkyMath

/// What a visit is wanted to be, beside what the sky and the camera make of it.
struct VisitOrder: Sendable {
    /// Alerts wanted; nil for as many as there are. Of what is too much a part drawn at random is left out.
    var alerts: Int?
    /// What the sky does not give of the alerts wanted is made up by this.
    var fill = VisitFill.spurious
    var flood = ArtefactFlood()
    /// Of the packets; nil for the plan's.
    var schemaVersion: String?
    /// Whether a packet, by its identifier, its detector and when it is due since the night began, gets its previous
    /// detections and forced measurements.
    var hasHistory: @Sendable (_ alertID: Int64, _ detector: Int, _ dueSeconds: Double) -> Bool = { _, _, _ in true }

    /// Times as many artefacts as were drawn that there are as many alerts as wanted, and hardly more; 1 for no more.
    ///
    /// - Parameter growing: of the artefacts those that grow with their rates: not those at the sky's own stars.
    func fillingFactor(alerts found: Int, growing: Int) -> Double {
        guard let alerts, fill == .spurious, growing > 0, found < alerts else { return 1 }
        let lacking = Double(alerts - found)
        // The numbers are Poisson's: three standard deviations more than what is lacking are enough.
        return 1 + (lacking + 3 * Double(alerts).squareRoot()) / Double(growing)
    }

    /// By what `factor` is multiplied next: up to the flood's own at first, from which on all grow together.
    func nextFilling(_ factor: Double, alerts found: Int, growing: Int) -> Double {
        let more = fillingFactor(alerts: found, growing: growing)
        guard let alerts, fill == .spurious, found < alerts, factor < flood.factor else { return more }
        return growing > 0 ? min(more, flood.factor / factor) : flood.factor / factor
    }

    /// A little more than is wanted, for what light beside it will hide.
    var widened: VisitOrder {
        var order = self
        order.alerts = alerts.map { $0 + $0 / 20 + 10 }
        return order
    }

    /// How many to look for next, where light beside them hides some of what was found: nil where there are enough, or no
    /// more to be had.
    ///
    /// - Parameter found: when as many as `tried` wants were looked for, of which `lost` were hidden.
    func alerts(beyond tried: VisitOrder, found: Int, lost: Int) -> Int? {
        guard let alerts, let sought = tried.alerts, found >= sought, found - lost < alerts else { return nil }
        let share = Double(lost) / Double(found)
        return Int(Double(alerts) / max(1 - share, 0.1) + 3 * (Double(alerts) * share).squareRoot()) + 1
    }

    /// At most as many as wanted, in the order given; which ones is drawn by their identifiers. Complexity: O(n log n).
    ///
    /// - Parameter isFilled: artefacts were added to have as many: then it is they that are left out.
    func thinned(_ detections: [Detection], seed: UInt64, isFilled: Bool = false) -> [Detection] {
        guard let alerts, detections.count > alerts else { return detections }
        let lots = detections.map { detection in
            if isFilled, detection.artefact == nil { return UInt64.min }
            var draws = Draws(seed: seed, 0x5448_494E, UInt64(bitPattern: detection.id))
            return max(draws.next(), 1)
        }
        let limit = max(lots.sorted()[alerts], 1)
        return zip(detections, lots).filter { $0.1 < limit }.map(\.0)
    }
}
