import AlertModel
import Observing
import SkyMath

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A detection as ZTF's `candidate` and `prv_candidate` have it.
///
/// `magap` is of the one aperture that is simulated, LSST's, of 12 pixels' radius; of light of the other sign than the PSF's
/// it is null. What is not simulated (other apertures, fits' quality, neighbours in other catalogues, colour terms, ZTF's own fields
/// and readout channels) is null. Images are in nJy, so that the zero point is 31.4; pixels are LSSTCam's.
struct ZTFCandidateFields {
    let image: ZTFImage
    let epoch: Epoch
    let candid: Int64
    /// Of the classifier whose scores earlier detections have too.
    let olderScore: Double
    let reference: ZTFReference?
    let detector: Detector?

    /// What detections of now and before have.
    func write(_ row: FieldRow<ZTFCandidateField>) {
        image.write(row)
        row.set(.candid, candid)
        row.set(.isdiffpos, epoch.measured.isNegative ? "f" : "t")
        place(row)
        fluxes(row)
        shape(row)
        writeReference(row)
        row.set(.rb, olderScore)
        row.set(.scorr, epoch.measured.snr)
    }

    private func place(_ row: FieldRow<ZTFCandidateField>) {
        let pixel = epoch.measured.pixel
        row.set(.xpos, pixel.x)
        row.set(.ypos, pixel.y)
        row.set(.ra, epoch.measured.position.ra)
        row.set(.dec, epoch.measured.position.dec)
        guard let detector else { return }
        let (right, top) = (Double(detector.width - 1) - pixel.x, Double(detector.height - 1) - pixel.y)
        row.set(.mindtoedge, min(pixel.x, pixel.y, right, top))
    }

    private func fluxes(_ row: FieldRow<ZTFCandidateField>) {
        let flux = Self.flux(epoch.measured)
        row.set(.magpsf, Magnitude.magnitude(ofFlux: flux) ?? ZTFMissing.number)
        row.set(
            .sigmapsf,
            Magnitude.magnitudeErr(flux: flux, fluxErr: epoch.measured.psfFluxErr) ?? ZTFMissing.number)
        aperture(row)
    }

    /// Of a dipole, whose middle has no light, that of its brighter lobe.
    private static func flux(_ measured: SourceMeasurement) -> Double {
        measured.isDipole ? measured.snr * measured.psfFluxErr : abs(measured.psfFlux)
    }

    private func aperture(_ row: FieldRow<ZTFCandidateField>) {
        let measured = epoch.measured
        let flux = measured.isNegative ? -measured.apFlux : measured.apFlux
        // An aperture of which noise is as likely as light has no magnitude.
        guard flux > measured.apFluxErr, let magap = Magnitude.magnitude(ofFlux: flux),
            let error = Magnitude.magnitudeErr(flux: flux, fluxErr: measured.apFluxErr)
        else { return }
        row.set(.magap, magap)
        row.set(.sigmagap, error)
        if let magpsf = Magnitude.magnitude(ofFlux: Self.flux(measured)) { row.set(.magdiff, magap - magpsf) }
        if let limit = image.diffmaglim { row.set(.magfromlim, limit - magap) }
    }

    /// Axes of the ellipse that has the measured second moments.
    private func shape(_ row: FieldRow<ZTFCandidateField>) {
        let measured = epoch.measured
        let mean = (measured.ixx + measured.iyy) / 2
        let half = (measured.ixx - measured.iyy) / 2
        let reach = (half * half + measured.ixy * measured.ixy).squareRoot()
        guard mean > reach else { return }
        let major = (mean + reach).squareRoot() / LSSTCamera.arcsecPerPixel
        let minor = (mean - reach).squareRoot() / LSSTCamera.arcsecPerPixel
        let fwhm = Self.fwhmOfSigma * mean.squareRoot() / LSSTCamera.arcsecPerPixel
        row.set(.fwhm, fwhm)
        row.set(.seeratio, image.visit.seeingFwhmGeom / LSSTCamera.arcsecPerPixel / fwhm)
        row.set(.aimage, major)
        row.set(.bimage, minor)
        row.set(.aimagerat, major / fwhm)
        row.set(.bimagerat, minor / fwhm)
        row.set(.elong, major / minor)
    }

    /// Of a Gaussian: sqrt(8 ln 2).
    private static let fwhmOfSigma = 2.354_820_045

    private func writeReference(_ row: FieldRow<ZTFCandidateField>) {
        row.set(.ranr, reference?.position.ra ?? ZTFMissing.number)
        row.set(.decnr, reference?.position.dec ?? ZTFMissing.number)
        guard let reference else { return }
        row.set(.distnr, reference.distanceArcsec / LSSTCamera.arcsecPerPixel)
        row.set(.magnr, reference.magnitude)
        if let error = reference.magnitudeErr { row.set(.sigmagnr, error) }
    }
}

extension ZTFImage {
    /// What a record tells of its image, also of one in which nothing was found.
    func write(_ row: FieldRow<ZTFCandidateField>) {
        row.set(.jd, jd)
        row.set(.fid, fid)
        row.set(.pid, pid)
        if let diffmaglim { row.set(.diffmaglim, diffmaglim) }
        row.set(.programid, Self.publicProgram)
        row.set(.nid, ZTFNumbers.nid(jd: jd))
        row.set(.magzpsci, Self.zeroPoint)
        row.set(.exptime, visit.exposureSeconds)
        row.set(.rbversion, ZTFMissing.simulated)
    }

    /// The one whose alerts everybody gets.
    static let publicProgram: Int64 = 1
}
