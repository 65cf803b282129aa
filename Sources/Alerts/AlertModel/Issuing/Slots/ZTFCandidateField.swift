/// The fields of ZTF's `candidate`; a `prv_candidate` has most of them.
///
/// Names, order, units and meaning are those of the published schema 4.02.
public enum ZTFCandidateField: Int, RecordField {
    case jd, fid, pid, diffmaglim, pdiffimfilename, programpi, programid, candid, isdiffpos, tblid, nid, rcid, field
    case xpos, ypos, ra, dec, magpsf, sigmapsf, chipsf, magap, sigmagap, distnr, magnr, sigmagnr, chinr, sharpnr, sky
    case magdiff, fwhm, classtar, mindtoedge, magfromlim, seeratio, aimage, bimage, aimagerat, bimagerat, elong, nneg
    case nbad, rb, ssdistnr, ssmagnr, ssnamenr, sumrat, magapbig, sigmagapbig, ranr, decnr, sgmag1, srmag1, simag1
    case szmag1, sgscore1, distpsnr1, ndethist, ncovhist, jdstarthist, jdendhist, scorr, tooflag, objectidps1
    case objectidps2, sgmag2, srmag2, simag2, szmag2, sgscore2, distpsnr2, objectidps3, sgmag3, srmag3, simag3, szmag3
    case sgscore3, distpsnr3, nmtchps, rfid, jdstartref, jdendref, nframesref, rbversion, dsnrms, ssnrms, dsdiff
    case magzpsci, magzpsciunc, magzpscirms, nmatches, clrcoeff, clrcounc, zpclrcov, zpmed, clrmed, clrrms, neargaia
    case neargaiabright, maggaia, maggaiabright, exptime, drb, drbversion
}
