import Testing

@testable import SimulatorService

@Suite struct AllowListTests {
}
