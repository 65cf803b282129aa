extension LibraryText {
    static let brokerTorture = """
        name: broker-torture
        about: Every fault that a packet or a sender can have, each often enough to be seen in fifty visits.
        seed: 5
        survey:
          scheduler: built-in
          schema: "10.0"
          alerts-per-visit: 10000
        span:
          visits: 50
        transports:
          - {kind: topic, to: broker-torture, partitions: 45}
        registry: {address: "127.0.0.1:0", user: subscriber, password: tocsin}
        faults:
          - {fault: bit-flip, probability: 0.001}
          - {fault: bit-flip, bits: 16, probability: 0.0005}
          - {fault: truncation, probability: 0.001}
          - {fault: wrong-length, probability: 0.001}
          - {fault: wrong-schema, probability: 0.0005}
          - {fault: wrong-schema, schema-id: 1, probability: 0.0005}
          - {fault: duplicate, copies: 1, delay: 10 s, probability: 0.01}
          - {fault: duplicate, copies: 5, delay: 0 s, probability: 0.0005}
          - {fault: reorder, window: 5 s, probability: 0.1}
          - {fault: late, delay: 10 min, probability: 0.005}
          - {fault: missing-history, probability: 0.01}
          - {fault: drop, probability: 0.001}
          - {fault: oversize, bytes: 2000000, probability: 0.00002}
          - {fault: spurious-flood, factor: 30, visits: 10-12}
          - {fault: dense-field, alerts: 40000, visits: 20-21}
          - {fault: schema-migration, schema: "11.1", visits: 30-50}
          - {fault: stall, factor: 5, from: 5 min, lasts: 2 min}
          - {fault: slow-drain, rate: 500 /s, visits: 15-16}
          - {fault: outage, from: 12 min, lasts: 90 s}
          - {fault: lost-partition, partitions: 7, from: 20 min, lasts: 3 min}
          - {fault: lost-partition, partitions: 8-9, reroutes: on, from: 20 min, lasts: 3 min}
          - {fault: clock-step, by: 37 s, from: 25 min, lasts: 1 min}
          - {fault: clock-step, by: -2 s, from: 26 min, lasts: 1 min}
          - {fault: registry-outage, from: 28 min, lasts: 1 min}
          - {fault: credential-expiry, from: 30 min, lasts: 1 min}
        """

    static let networkDown = """
        name: network-down
        about: The link is cut three times, the last time by a sender that remembers nothing.
        seed: 6
        survey:
          scheduler: built-in
          alerts-per-visit: 10000
        span:
          visits: 100
        transports:
          - {kind: topic, to: network-down, partitions: 45}
        faults:
          - {fault: outage, from: 5 min, lasts: 30 s}
          - {fault: outage, from: 15 min, lasts: 10 min}
          - {fault: outage, from: 40 min, lasts: 1 min, loses: on}
          - {fault: duplicate, delay: 1 s, probability: 0.05, from: 25 min, lasts: 2 min}
        """

    static let schemaMigration = """
        name: schema-migration
        about: From schema 10.0 to 11.1 in mid-night, while the registry is away and some packets name the wrong one.
        seed: 7
        survey:
          scheduler: built-in
          schema: "10.0"
          alerts-per-visit: 5000
        span:
          visits: 60
        transports:
          - {kind: topic, to: schema-migration, partitions: 45}
        registry: "127.0.0.1:0"
        faults:
          - {fault: schema-migration, schema: "11.1", visits: 31-60}
          - {fault: registry-outage, from: 20 min, lasts: 5 min}
          - {fault: wrong-schema, probability: 0.001, visits: 31-40}
        """

    static let midnight = """
        name: midnight
        about: Across midnight, TAI's 37 s before UTC's, while the sender's clock forgets the leap seconds and finds them again.
        seed: 9
        survey:
          scheduler: built-in
          start: 2026-06-20
          alerts-per-visit: 2000
        span:
          visits: 12
          begin-at: "23:57"
        transports:
          - {kind: topic, to: midnight, partitions: 45}
        faults:
          - {fault: clock-step, by: 37 s, from: 2 min, lasts: 2 min}
        """
}
