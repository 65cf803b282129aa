/// The fields of ZTF's `fp_hist`, a forced measurement.
///
/// Names, order, units and meaning are those of the published schema 4.02.
public enum ZTFForcedField: Int, RecordField {
    case field, rcid, fid, pid, rfid, sciinpseeing, scibckgnd, scisigpix, magzpsci, magzpsciunc, magzpscirms, clrcoeff
    case clrcounc, exptime, adpctdif1, adpctdif2, diffmaglim, programid, jd, forcediffimflux, forcediffimfluxunc
    case procstatus, distnr, ranr, decnr, magnr, sigmagnr, chinr, sharpnr
}
