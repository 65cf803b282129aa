internal import Avro

/// The columns that tell of a solar-system object: ssSource with MPCORB (8, 9) or mpc_orbits (10, 11), and ssObject (7).
struct LSSTSolarSystemColumns: Sendable {
    let sourceSSObjectId, ssObjectId, designation, orbitDesignation, mpcDesignation: Column?
    let ephOffset, residualRa, residualDec, ephVmag, predictedVMagnitude: Column?

    init(_ find: (String) -> Column?) {
        sourceSSObjectId = find("diaSource.ssObjectId")
        let ids = [find("ssSource.ssObjectId"), find("ssObject.ssObjectId")]
        ssObjectId = ids.compactMap { $0 }.first
        designation = find("ssSource.designation")
        orbitDesignation = find("mpc_orbits.designation")
        mpcDesignation = find("MPCORB.mpcDesignation")
        ephOffset = find("ssSource.ephOffset")
        residualRa = find("ssSource.residualRa")
        residualDec = find("ssSource.residualDec")
        ephVmag = find("ssSource.ephVmag")
        predictedVMagnitude = find("ssSource.predictedVMagnitude")
    }

    /// The number of the object, where there is one; 0 stands for none.
    ///
    /// The diaSource's own comes first: in some files that of ssSource went through a double.
    func number(_ row: Row) -> Int64? {
        if let id = row.integer(sourceSSObjectId), id != 0 { return id }
        return row.integer(ssObjectId).flatMap { $0 == 0 ? nil : $0 }
    }

    func link(_ row: Row) -> MovingObjectLink? {
        guard let number = number(row) else { return nil }
        var link = MovingObjectLink()
        link.ssObjectID = number
        link.designation = row.text(orbitDesignation) ?? row.text(designation) ?? row.text(mpcDesignation)
        link.separationArcsec = row.real(ephOffset) ?? residual(row)
        link.predictedMagnitude = row.real(ephVmag) ?? row.real(predictedVMagnitude)
        return link
    }

    /// Versions 8 and 9 give the residual along both axes, degrees.
    private func residual(_ row: Row) -> Double? {
        guard let ra = row.real(residualRa), let dec = row.real(residualDec) else { return nil }
        return (ra * ra + dec * dec).squareRoot() * 3600
    }
}
