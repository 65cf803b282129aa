import AlertModel
import Ephemerides
import Observing
import SkyMath

/// What a `candidate` tells beyond its own image: its object's history, the nearest small body, the reference image.
struct ZTFAlertFields {
    let alert: AlertTruth
    let image: ZTFImage
    /// Of the newer classifier, which only alerts have.
    let reliability: Double
    /// Images that saw the place in ZTF's bands before, and whether each found the object.
    let earlier: [(image: ZTFImage, isDetected: Bool)]
    /// JD UTC of the template's first and last exposure.
    let referenceSpan: ClosedRange<Double>
    let referenceFrames: Int

    func write(_ row: FieldRow<ZTFCandidateField>) {
        history(row)
        smallBody(row)
        row.set(.tooflag, Int64(0))
        row.set(.drb, reliability)
        row.set(.drbversion, ZTFMissing.simulated)
        row.set(.jdstartref, referenceSpan.lowerBound)
        row.set(.jdendref, referenceSpan.upperBound)
        row.set(.nframesref, Int64(referenceFrames))
        for field in [ZTFCandidateField.rfid, .nmtchps, .nmatches] { row.set(field, ZTFMissing.number) }
    }

    private func history(_ row: FieldRow<ZTFCandidateField>) {
        let found = earlier.filter(\.isDetected)
        row.set(.ndethist, Int64(found.count + 1))
        row.set(.ncovhist, Int64(earlier.count + 1))
        row.set(.jdstarthist, found.first?.image.jd ?? image.jd)
        row.set(.jdendhist, image.jd)
    }

    /// As ZTF writes it where there is none: numbers here, and null where a later packet lists the candidate.
    private func smallBody(_ row: FieldRow<ZTFCandidateField>) {
        let body = alert.moving
        let distance = body.map { 3600 * alert.epoch.measured.position.separation(to: $0.ephemeris.position) }
        row.set(.ssdistnr, distance ?? ZTFMissing.number)
        row.set(.ssmagnr, body?.magnitudeV ?? ZTFMissing.number)
        row.set(.ssnamenr, body?.packedDesignation ?? ZTFMissing.text)
    }
}
