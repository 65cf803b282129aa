extension LibraryText {
    static let nominal = """
        name: nominal
        about: A night as it should be, 10,000 alerts a visit, nothing goes wrong.
        seed: 1
        survey:
          scheduler: built-in
          schema: "11.1"
          alerts-per-visit: 10000
        span:
          visits: 1000
          pace: 1
        transports:
          - kind: topic
            to: nominal
            partitions: 45
        """

    static let bulge = """
        name: bulge
        about: Fields within ten degrees of the Galactic centre, first 40,000 and then 100,000 alerts a visit.
        seed: 2
        sky:
          populations: {galaxies: off, agn: off, transients: off}
        survey:
          scheduler: built-in
          start: 2026-06-04
        span:
          visits: 20
          begin-at: "08:04"
        transports:
          - {kind: topic, to: bulge, partitions: 45}
        faults:
          - {fault: dense-field, alerts: 40000, visits: 1-10}
          - {fault: dense-field, alerts: 100000, visits: 11-20}
        """

    static let commissioning = """
        name: commissioning
        about: Few visits, many spurious detections, short histories and a sender that stops now and then.
        seed: 3
        survey:
          scheduler: built-in
          schema: "10.0"
          history-nights: 30
          alerts-per-visit: 2000
        span:
          visits: 100
        transports:
          - {kind: topic, to: commissioning, partitions: 4}
          - {kind: tar, to: nights}
        faults:
          - {fault: spurious-flood, factor: 20, probability: 0.2}
          - {fault: missing-history, probability: 0.5}
          - {fault: stall, factor: 4, from: 10 min, lasts: 5 min}
          - {fault: outage, from: 30 min, lasts: 2 min}
        """

    static let firstNight = """
        name: first-night
        about: "The first public night: nothing was seen before it, so that objects are new, and schemas still change."
        seed: 4
        survey:
          scheduler: built-in
          history-nights: 0
          schema: "11.0"
          alerts-per-visit: 5000
        span:
          visits: 300
        transports:
          - {kind: topic, to: first-night, partitions: 45}
        faults:
          - {fault: late, delay: 5 min, probability: 0.01}
          - {fault: schema-migration, schema: "11.1", visits: 200-300}
        """

    static let satellitePass = """
        name: satellite-pass
        about: A train of satellites crosses the field in twilight and leaves trails and glints in ten visits.
        seed: 8
        survey:
          scheduler: built-in
          alerts-per-visit: 10000
        span:
          visits: 40
        transports:
          - {kind: topic, to: satellite-pass, partitions: 45}
        faults:
          - {fault: spurious-flood, factor: 40, of: satellites, visits: 15-24}
        """
}
