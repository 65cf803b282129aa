import Bytes
import Foundation
import Testing
import Transports

/// A receiver written from docs/formats/datagrams.md alone: loses datagrams, asks for repeats, prints id, length, MD5
/// of each whole packet. Arguments: group or host, interface address for a group, share of datagrams lost, packets.
private let receiver = """
    import sys, socket, struct, random, hashlib, time, select
    host, interface, loss, wanted = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    table = [0] * 256
    for i in range(256):
        c = i
        for _ in range(8): c = c >> 1 ^ (0x82f63b78 if c & 1 else 0)
        table[i] = c
    def crc(data):
        c = 0xffffffff
        for b in data: c = table[(c ^ b) & 255] ^ c >> 8
        return c ^ 0xffffffff
    random.seed(5)
    data = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    data.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    data.bind((host, 0))
    if interface != "-":
        member = socket.inet_aton(host) + socket.inet_aton(interface)
        data.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
    print(data.getsockname()[1], flush=True)
    asking = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    heads, parts, done, sender, last, end = {}, {}, set(), None, 0, time.time() + 120
    seen = damaged = 0
    def ask():
        wishes = []
        for sequence in range(last):
            if sequence in done: continue
            if sequence not in heads: wishes.append((sequence, 0, 65535)); continue
            missing = [i for i in range(heads[sequence][6]) if i not in parts[sequence]]
            wishes += [(sequence, i, i) for i in missing]
        wishes = wishes[:64]
        if not wishes: return
        body = b"".join(struct.pack("!QHH", *wish) for wish in wishes)
        head = struct.pack("!IBBHQHHI", 0x54434447, 1, 1, 24, stream, len(wishes), 0, 0)[:20]
        asking.sendto(head + struct.pack("!I", crc(head + body)) + body, sender)
    while len(done) < wanted and time.time() < end:
        ready = select.select([data, asking], [], [], 0.05)[0]
        if not ready:
            if sender: ask()
            continue
        datagram, sender = ready[0].recvfrom(65536)
        seen += 1
        if random.random() < loss: continue
        magic, version, kind, size, stream = struct.unpack("!IBBHQ", datagram[:16])
        place = {0: 60, 2: 36}[kind]
        assert magic == 0x54434447 and version == 1
        if crc(datagram[:place] + datagram[place + 4:]) != struct.unpack("!I", datagram[place:place + 4])[0]:
            damaged += 1; continue
        if kind == 2:
            following, oldest, flags = struct.unpack("!QQI", datagram[16:36])
            last = max(last, following); continue
        head = struct.unpack("!QqqIIHHHH", datagram[16:56])
        sequence, ident, stamp, length, digest, index, count, step, size = head
        last = max(last, sequence)
        if sequence in done: continue
        heads[sequence] = (sequence, ident, stamp, length, digest, step, count)
        parts.setdefault(sequence, {})[index] = datagram[64:64 + size]
        if len(parts[sequence]) == count:
            whole = b"".join(parts[sequence][i] for i in range(count))
            assert len(whole) == length and crc(whole) == digest
            done.add(sequence)
            print(ident, length, hashlib.md5(whole).hexdigest(), flush=True)
    print("end", damaged, flush=True)
    """

private var patientOptions: DatagramOptions {
    DatagramOptions(
        datagramBytes: 500, bytesPerSecond: 2_000_000, statusInterval: .milliseconds(50),
        quietBeforeClose: .seconds(120), closeLimit: .seconds(120))
}

@Suite(.enabled(if: Programs.hasPython, "python3 is not there"))
struct `A plain Python socket receives every packet` {
    private func check(_ program: Program, _ target: (Int) -> DatagramTarget) async throws -> TransportCounts {
        let port = try #require(Int(try await program.line() ?? ""))
        let transport = try await DatagramTransport.open(target(port), options: patientOptions)
        let packets = samplePackets(30, largest: 4000)
        _ = try await transport.send(packets)
        let closing = Task { try await transport.close() }
        let digests = try await md5(packets)
        var lines: Set<String> = []
        while let line = try await program.line(), line != "end 0" { lines.insert(line) }
        closing.cancel()
        try await closing.value
        #expect(lines == Set(packets.map { "\($0.id) \($0.bytes.count) \(digests[$0.id] ?? "")" }))
        return await transport.counts
    }

    @Test func `by unicast, without loss`() async throws {
        let program = try Program("python3", "-u", "-c", receiver, "127.0.0.1", "-", "0", "30")
        let counts = try await check(program) { .unicast(HostPort("127.0.0.1", $0)) }
        #expect(counts.packets == 30)
    }

    @Test func `by unicast, with a quarter of all datagrams lost, by asking again`() async throws {
        let program = try Program("python3", "-u", "-c", receiver, "127.0.0.1", "-", "0.25", "30")
        let counts = try await check(program) { .unicast(HostPort("127.0.0.1", $0)) }
        #expect(counts.resent > 0)
    }

    @Test(.enabled(if: Multicast.loopback != nil, "there is no loopback interface"))
    func `by multicast on the loopback interface, with loss`() async throws {
        let program = try Program("python3", "-u", "-c", receiver, "239.255.77.2", "127.0.0.1", "0.2", "30")
        let counts = try await check(program) {
            .multicast(MulticastGroup(HostPort("239.255.77.2", $0), ttl: 0, interface: Multicast.loopback))
        }
        #expect(counts.resent > 0)
    }
}

/// Stands between sender and receivers in both directions: loses, doubles and delays datagrams.
private let relay = """
    import sys, socket, random, select
    random.seed(9)
    target = ("127.0.0.1", int(sys.argv[1]))
    front, back = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2)]
    for s in (front, back): s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20); s.bind(("127.0.0.1", 0))
    print(front.getsockname()[1], flush=True)
    sender, asker, held = None, None, []
    while True:
        for s in select.select([front, back, sys.stdin], [], [])[0]:
            if s is sys.stdin: sys.exit()
            data, origin = s.recvfrom(65536)
            if s is front: sender = origin
            else: asker = origin
            if random.random() < 0.15: continue
            held.append((s, data))
            if random.random() < 0.05: held.append((s, data))
            if random.random() < 0.05 and len(data) > 20:
                spoiled = bytearray(data); spoiled[random.randrange(len(data))] ^= 4; held.append((s, bytes(spoiled)))
            random.shuffle(held)
            while len(held) > 6:
                way, one = held.pop()
                if way is back:
                    if sender: front.sendto(one, sender)
                else:
                    back.sendto(one, target)
                    if asker and one[5] == 0: back.sendto(one, asker)
    """

@Test(.enabled(if: Programs.hasPython, "python3 is not there"))
func `a network that loses, doubles, spoils and shuffles datagrams takes no packet away`() async throws {
    let receiver = try await DatagramReceiver.open(
        .unicast(HostPort("127.0.0.1", 0)), options: DatagramReceiverOptions(mostWishes: 60))
    let program = try Program("python3", "-u", "-c", relay, "\(receiver.place.port)")
    let port = try #require(Int(try await program.line() ?? ""))
    let transport = try await DatagramTransport.open(.unicast(HostPort("127.0.0.1", port)), options: patientOptions)
    let packets = samplePackets(30, largest: 4000)
    _ = try await transport.send(packets)
    let closing = Task { try await transport.close() }
    var got: [ReceivedPacket] = []
    while got.count < 30, let packet = try await receiver.receive(within: .seconds(60)) { got.append(packet) }
    closing.cancel()
    try await closing.value
    got.sort { $0.sequence < $1.sequence }
    #expect(got.map(\.id) == packets.map(\.id) && got.map(\.bytes) == packets.map(\.bytes))
    let counts = receiver.counts
    #expect(counts.wishes > 0 && counts.damaged > 0 && counts.duplicates > 0 && counts.lost == 0)
    await receiver.close()
}
