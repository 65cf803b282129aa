import Testing
import Transports

@Test func `an error names its target first`() {
    #expect("\(TransportError("127.0.0.1:8099", "Nobody listens."))" == "127.0.0.1:8099: Nobody listens.")
}
