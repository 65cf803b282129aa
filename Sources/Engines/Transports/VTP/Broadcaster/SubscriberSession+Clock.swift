internal import VOEvent

extension SubscriberSession {
    /// Looks after the limits of time until the session is over, and a little longer for the last words to leave.
    func keep() async throws {
        sender.yield(.message(try voice.say(.authenticate)))
        let shortest = min(options.aliveInterval, options.answerLimit, options.authenticationLimit)
        let pause = max(.milliseconds(5), min(.milliseconds(500), shortest / 4))
        while ending == nil {
            try await Task.sleep(for: pause)
            try tick(.now)
        }
        try await Task.sleep(for: .milliseconds(200))
    }

    private func tick(_ now: ContinuousClock.Instant) throws {
        giveUpLateAnswers(now)
        if options.requiresAuthentication, !status.isAuthenticated, now - connectedAt > options.authenticationLimit {
            let why = status.complaint.map { ": \($0)" } ?? "."
            return end("it was not authenticated within \(options.authenticationLimit.text)\(why)")
        }
        if unansweredInARow > options.mostUnanswered {
            return end("it left \(unansweredInARow) events in a row unanswered for \(options.answerLimit.text).")
        }
        if now - lastAlive >= options.aliveInterval { try sayAlive(now) }
    }

    private func sayAlive(_ now: ContinuousClock.Instant) throws {
        guard isAliveAnswered else {
            return end("it did not answer iamalive within \(options.aliveInterval.text).")
        }
        lastAlive = now
        isAliveAnswered = false
        sender.yield(.message(try voice.say(.iamalive)))
    }

    private func giveUpLateAnswers(_ now: ContinuousClock.Instant) {
        while let first = pending.first, let written = first.writtenAt, now - written > options.answerLimit {
            status.unanswered += 1
            unansweredInARow += 1
            settle(at: 0, .unanswered)
        }
    }
}
