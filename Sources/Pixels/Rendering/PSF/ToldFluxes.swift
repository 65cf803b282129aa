public import SkyMath

/// What a packet tells of the fluxes of a source whose stamps are drawn, nJy.
public struct ToldFluxes: Sendable {
    /// The measured place, pixels of the stamp.
    public var x: Double
    /// Along y, pixels of the stamp.
    public var y: Double
    /// Measured less true flux in the science image and in the template.
    public var scienceError: Double
    /// That of the template.
    public var templateError: Double
    /// What a fit at the place finds in the difference; nil to leave it to the two errors alone.
    public var differenceFlux: Double?

    /// Places in pixels of the stamp, errors and flux in nJy.
    public init(x: Double, y: Double, scienceError: Double, templateError: Double, differenceFlux: Double? = nil) {
        (self.x, self.y) = (x, y)
        (self.scienceError, self.templateError) = (scienceError, templateError)
        self.differenceFlux = differenceFlux
    }
}

extension StampRenderer {
    /// `light` with noise from `draws` that agrees with what was measured: of each image the part of the noise that looks
    /// like a source at the place is the measurement's error.
    ///
    /// Fits weigh each pixel by its variance. What is added to the noise is a multiple of the science image's point
    /// spread function; where the told errors are normal with the fit's own variance, the variance of every pixel
    /// stays what it was. Complexity: O(pixels).
    public func exposed(_ light: StampLight, _ draws: Draws, as told: ToldFluxes) -> StampPlanes {
        var planes = light.exposed(draws)
        var canvas = Canvas(width: width, height: height)
        canvas.add(scienceCamera.fine, flux: 1, x: told.x, y: told.y)
        let fit = PlaneFit(profile: canvas.pixels)
        let visit = told.scienceError - fit.flux(planes.science, less: light.science, light.scienceVariance)
        let coadd = told.templateError - fit.flux(planes.matchedTemplate, less: light.matched, light.templateVariance)
        fit.add(visit, to: &planes.science)
        fit.add(coadd, to: &planes.template)
        fit.add(coadd, to: &planes.matchedTemplate)
        if let flux = told.differenceFlux {
            let found = fit.flux(planes.science, less: planes.matchedTemplate, planes.differenceVariance)
            fit.add(flux - found, to: &planes.science)
        }
        planes.subtract()
        return planes
    }
}

/// Fits of one profile to planes of its size.
private struct PlaneFit {
    let profile: [Float]

    /// Of the difference of two planes; 0 where the profile lies beside them.
    func flux(_ plane: [Float], less other: [Float], _ variance: [Float]) -> Double {
        var (signal, weight) = (0.0, 0.0)
        let count = min(profile.count, plane.count, other.count, variance.count)
        profile.withUnsafeBufferPointer { profile in
            plane.withUnsafeBufferPointer { plane in
                other.withUnsafeBufferPointer { other in
                    variance.withUnsafeBufferPointer { variance in
                        for index in 0..<count where variance[index] > 0 {
                            let scaled = Double(profile[index] / variance[index])
                            signal += scaled * Double(plane[index] - other[index])
                            weight += scaled * Double(profile[index])
                        }
                    }
                }
            }
        }
        return weight > 0 ? signal / weight : 0
    }

    func add(_ flux: Double, to plane: inout [Float]) {
        guard flux.isFinite else { return }
        let flux = Float(flux.held(-1e30, 1e30))
        for index in 0..<min(profile.count, plane.count) { plane[index] += flux * profile[index] }
    }
}
