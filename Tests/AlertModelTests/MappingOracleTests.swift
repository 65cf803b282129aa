import AlertModel
import Bytes
import Foundation
import Testing

/// Sums over history, forced photometry and limits, made by a few lines of Python that know nothing of the mappers.
@Suite(.enabled(if: TestData.isPresent && TestData.python != nil, TestData.reason))
struct MappingOracleTests {
    @Test(arguments: ["lsst-alerts", "ztf-alerts"])
    func `History, forced photometry and limits of every real packet add up to what Python finds`(folder: String) throws
    {
        let lines = try Python.run(Self.program, [TestData.root.path, folder]).split(separator: "\n")
        let theirs = Dictionary(
            uniqueKeysWithValues: lines.map { line in
                let words = line.split(separator: " ").map(String.init)
                return ("\(words[0]) \(words[1])", words.dropFirst(2).compactMap(Double.init))
            })
        var compared = 0
        for file in TestData.files(below: folder) {
            for (number, alert) in try AlertDecoder().decode(try TestData.bytes(file)).enumerated() {
                let expected = try #require(theirs["\(file) \(number)"])
                let ours = sums(alert)
                try #require(ours.count == expected.count)
                for (mine, other) in zip(ours, expected) {
                    #expect(abs(mine - other) <= 1e-8 * max(1, abs(other)), "\(file) \(number) \(ours) \(expected)")
                }
                compared += 1
            }
        }
        #expect(compared == theirs.count && compared > 80)
    }

    private func sums(_ alert: Alert) -> [Double] {
        let times = alert.history.map(\.midpointMjdTai) + alert.forced.map(\.midpointMjdTai)
        let flags = alert.source.flags
        return [
            Double(alert.history.count), alert.history.reduce(0) { $0 + ($1.psfFlux ?? 0) },
            alert.history.reduce(0) { $0 + ($1.psfFluxErr ?? 0) }, Double(alert.forced.count),
            alert.forced.reduce(0) { $0 + ($1.psfFlux ?? 0) }, alert.forced.reduce(0) { $0 + ($1.psfFluxErr ?? 0) },
            Double(alert.upperLimits.count), alert.upperLimits.reduce(0) { $0 + $1.limit },
            times.reduce(0) { $0 + ($1 - 58000) }, flags.contains(.negative) ? 1 : 0, flags.contains(.dipole) ? 1 : 0,
            flags.contains(.edge) ? 1 : 0, flags.contains(.interpolated) ? 1 : 0,
        ]
    }

    private static let program = """
        import fastavro, glob, io, math, os, struct, sys
        root, folder = sys.argv[1:3]
        def records(path):
            if path.endswith('.bin'):
                import lsst.alert.packet as p
                b = open(path, 'rb').read()
                v = '%d_%d' % divmod(struct.unpack('>I', b[1:5])[0], 100)
                base = os.path.dirname(p.__file__) + '/schema/' + v.replace('_', '/')
                s = fastavro.schema.load_schema(f'{base}/lsst.v{v}.alert.avsc')
                yield fastavro.schemaless_reader(io.BytesIO(b[5:]), s)
            else:
                yield from fastavro.reader(open(path, 'rb'))
        def num(x): return x if x is not None and math.isfinite(x) else 0
        def lsst(r):
            s = r['diaSource']
            h = [x for x in r['prvDiaSources'] or [] if x['diaSourceId'] != s['diaSourceId']]
            f = r['prvDiaForcedSources'] or []
            l = r.get('prvDiaNondetectionLimits') or []
            neg = s.get('isNegative', s.get('is_negative', (s['psfFlux'] or 0) < 0))
            return [len(h), sum(num(x['psfFlux']) for x in h), sum(num(x['psfFluxErr']) for x in h), len(f),
                sum(num(x['psfFlux']) for x in f), sum(num(x['psfFluxErr']) for x in f), len(l),
                sum(5 * x['diaNoise'] for x in l), sum(x['midpointMjdTai'] - 58000 for x in h + f), neg,
                s.get('isDipole'), s['pixelFlags_edge'] or s['psfFlux_flag_edge'], s['pixelFlags_interpolated']]
        tai = lambda jd: jd - 2400000.5 + 37 / 86400 - 58000
        def early(jd):
            from astropy.time import Time
            return Time(jd - 2400000.5, format='mjd', scale='utc').tai.mjd - 58000
        def time(jd): return tai(jd) if jd > 2457754.5 else early(jd)
        def flux(m): return 10 ** ((31.4 - m) / 2.5)
        def sign(x): return -1 if x in ('f', '0') else 1
        def good(m): return m is not None and math.isfinite(m) and m > 0
        def ztf(r):
            c = r['candidate']
            p = r['prv_candidates'] or []
            f = r.get('fp_hists') or []
            if p and 'candid' not in p[0]: f, p = p, []
            h = [x for x in p if x['candid'] is not None and x['candid'] != r.get('candid', c['candid'])]
            l = [x for x in p if x['candid'] is None and good(x['diffmaglim'])]
            z = [(x, flux(x['magzpsci'])) for x in f if good(x['magzpsci'])]
            ok = lambda v: v if v is not None and v != -99999 else 0
            return [len(h), sum(sign(x['isdiffpos']) * flux(x['magpsf']) for x in h),
                sum(flux(x['magpsf']) * x['sigmapsf'] * math.log(10) / 2.5 for x in h), len(f),
                sum(ok(x['forcediffimflux']) * s for x, s in z), sum(ok(x['forcediffimfluxunc']) * s for x, s in z),
                len(l), sum(flux(x['diffmaglim']) for x in l), sum(time(x['jd']) for x in h + f),
                sign(c['isdiffpos']) < 0, 0, 0, 0]
        for path in sorted(glob.glob(f'{root}/{folder}/**/*', recursive=True)):
            if not path.endswith(('.avro', '.bin')): continue
            for n, r in enumerate(records(path)):
                sums = lsst(r) if folder.startswith('lsst') else ztf(r)
                print(os.path.relpath(path, root), n, *(repr(float(x or 0)) for x in sums))
        """
}
