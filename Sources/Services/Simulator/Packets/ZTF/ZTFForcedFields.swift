import AlertModel
import Observing
import SkyMath

/// A forced measurement as ZTF's `fp_hist` has it: the flux at an object's place in an earlier image.
enum ZTFForcedFields {
    static func write(
        _ epoch: Epoch, _ image: ZTFImage, _ reference: ZTFReference?, _ row: FieldRow<ZTFForcedField>
    ) {
        writeImage(image, row)
        row.set(.forcediffimflux, epoch.measured.psfFlux)
        row.set(.forcediffimfluxunc, epoch.measured.psfFluxErr)
        row.set(.procstatus, "0")
        row.set(.ranr, reference?.position.ra ?? ZTFMissing.number)
        row.set(.decnr, reference?.position.dec ?? ZTFMissing.number)
        guard let reference else { return }
        row.set(.distnr, reference.distanceArcsec)
        row.set(.magnr, reference.magnitude)
        if let error = reference.magnitudeErr { row.set(.sigmagnr, error) }
    }

    private static func writeImage(_ image: ZTFImage, _ row: FieldRow<ZTFForcedField>) {
        row.set(.jd, image.jd)
        row.set(.fid, image.fid)
        row.set(.pid, image.pid)
        row.set(.rfid, ZTFMissing.number)
        row.set(.programid, ZTFImage.publicProgram)
        row.set(.sciinpseeing, image.visit.seeingFwhmEff / LSSTCamera.arcsecPerPixel)
        row.set(.magzpsci, ZTFImage.zeroPoint)
        row.set(.exptime, image.visit.exposureSeconds)
        if let limit = image.diffmaglim { row.set(.diffmaglim, limit) }
    }
}
