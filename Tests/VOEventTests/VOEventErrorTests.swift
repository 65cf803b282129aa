import Testing
import VOEvent

@Test func `an error reads as the sentence that it was made of`() {
    #expect("\(VOEventError("Line 3: no ivorn."))" == "Line 3: no ivorn.")
}
