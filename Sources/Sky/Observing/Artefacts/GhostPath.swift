internal import SkyMath

/// Two surfaces between which light goes to and fro once more: a bright star's second image, far out of focus.
///
/// Nominal values of our own choice: the ring is the pupil's image, so it has the mirror's hole, and lies on the line from the
/// boresight through the star.
struct GhostPath {
    /// Distance of the ring's middle from the boresight by the star's.
    var stretch: Double
    /// Outer diameter, pixels.
    var diameter: Double
    /// Of the star's light.
    var share = 1e-3

    static let all = [
        GhostPath(stretch: 1.012, diameter: 90), GhostPath(stretch: 0.981, diameter: 170),
        GhostPath(stretch: 1.034, diameter: 380),
    ]

    /// Surface brightness for a star's flux, nJy a pixel.
    func brightness(_ flux: Double) -> Double {
        let hole = Artefact.ghostHole
        return share * flux / (.pi / 4 * diameter * diameter * (1 - hole * hole))
    }
}
