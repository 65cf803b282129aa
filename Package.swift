// swift-tools-version: 6.2
// The floors of the design, lowest first. A target imports only from floors below its own.

import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A library target in the folder of its floor.
func floor(_ folder: String, _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil)
    -> Target
{
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(folder)/\(name)", resources: resources,
        swiftSettings: settings)
}

/// A C library of the distribution, through a module map.
func system(_ name: String, _ pkgConfig: String, apt: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies + ["AlertTesting"], swiftSettings: settings)
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
    name: "tocsin",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "tocsin", targets: ["tocsin"]),
        .library(name: "Avro", targets: ["Avro"]),
        .library(name: "AlertModel", targets: ["AlertModel"]),
        .library(name: "AlertStreams", targets: ["AlertStreams"]),
        .library(name: "FITS", targets: ["FITS"]),
        .library(name: "Imaging", targets: ["Imaging"]),
        .library(name: "Detection", targets: ["Detection"]),
        .library(name: "Differencing", targets: ["Differencing"]),
        .library(name: "RealBogus", targets: ["RealBogus"]),
        .library(name: "Templates", targets: ["Templates"]),
        .library(name: "AlertTesting", targets: ["AlertTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // 0 System
        system("CRDKafka", "rdkafka", apt: "librdkafka-dev"),
        .systemLibrary(name: "CSnappy", path: "Sources/System/CSnappy", providers: [.apt(["libsnappy-dev"])]),
        system("CZstd", "libzstd", apt: "libzstd-dev"),
        system("CZlib", "zlib", apt: "zlib1g-dev"),
        system("CCrypto", "libcrypto", apt: "libssl-dev"),
        system("CXML2", "libxml-2.0", apt: "libxml2-dev"),
        system("CCFITSIO", "cfitsio", apt: "libcfitsio-dev"),
        system("CWCS", "wcslib", apt: "wcslib-dev"),
        .systemLibrary(name: "CONNX", path: "Sources/System/CONNX"),
        .target(name: "CKernels", path: "Sources/System/CKernels"),

        // 1 Formats
        floor("Formats", "Bytes", ["CKernels", "CCrypto"]),
        floor("Formats", "Avro", ["Bytes", "CSnappy", "CZstd", "CZlib", "CCrypto"]),
        floor("Formats", "FITS", ["Bytes", "CZlib", "CCFITSIO", "CWCS"]),
        floor("Formats", "VOEvent", ["Bytes", "CXML2"]),
        floor("Formats", "Reports", ["Bytes", "CZlib"]),

        // 2 Sky
        floor("Sky", "SkyMath"),
        floor("Sky", "Ephemerides", ["SkyMath"]),
        floor("Sky", "SkyModel", ["SkyMath"]),
        floor("Sky", "Observing", ["SkyMath"]),

        // 3 Pixels
        floor("Pixels", "Imaging", ["CKernels"]),
        floor("Pixels", "Detection", ["Imaging"]),
        floor("Pixels", "Differencing", ["Imaging", "Detection", "CKernels"]),
        floor("Pixels", "RealBogus", ["Imaging", "Detection", "Differencing"]),
        floor("Pixels", "Templates", ["SkyMath", "Imaging", "Detection"]),
        floor("Pixels", "Rendering", ["Bytes", "FITS", "SkyMath", "Imaging", "CKernels"]),

        // 4 Alerts
        floor("Alerts", "AlertModel", ["Bytes", "Avro", "FITS", "SkyMath"]),

        // 5 Engines
        floor("Engines", "AlertStreams", ["Bytes", "CRDKafka", "CKernels", logging]),
        floor("Engines", "AlertStore", ["Bytes", "SkyMath", "AlertModel", grdb, grdbSQLite]),
        floor("Engines", "ModelRuntime", ["CONNX", "RealBogus", "Imaging"]),
        floor("Engines", "Transports", ["Bytes", "VOEvent", "CZlib", nioCore, nioPosix, nioHTTP1, logging]),

        floor(
            "Engines", "HTTPServing",
            [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // 6 Services
        floor(
            "Services", "Distribution",
            [
                "Bytes", "Avro", "AlertModel", "AlertStreams", "HTTPServing", "CZlib", nioCore, logging,
                .product(name: "Hummingbird", package: "hummingbird"),
            ]),
        floor("Services", "Broker", ["Bytes", "Avro", "AlertModel", "AlertStreams", "AlertStore", logging]),
        floor(
            "Services", "Simulator",
            [
                "Bytes", "Avro", "FITS", "Reports", "SkyMath", "Ephemerides", "SkyModel", "Observing", "Imaging",
                "Rendering",
                "AlertModel", "AlertStreams", "VOEvent", "Transports", "Distribution", grdb, "Yams", logging,
            ]),
        floor(
            "Services", "Portal",
            [
                "Bytes", "Avro", "FITS", "Reports", "SkyMath", "AlertModel", "AlertStreams", "AlertStore",
                "HTTPServing",
                "Broker", "CZlib",
                logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
            ], resources: [.embedInCode("Assets")]),
        floor(
            "Services", "SimulatorService",
            [
                "Bytes", "Avro", "SkyMath", "AlertStreams", "Transports", "Simulator", "Portal", nioPosix, logging,
                .product(name: "Hummingbird", package: "hummingbird"),
            ], resources: [.embedInCode("Assets")]),

        floor(
            "Services", "PromptProcessing",
            [
                "Bytes", "Avro", "FITS", "Reports", "SkyMath", "Imaging", "Detection", "Differencing", "RealBogus",
                "Rendering", "Templates", "AlertModel",
            ]),

        // 7 The command line
        .executableTarget(
            name: "tocsin",
            dependencies: [
                "Bytes", "Avro", "FITS", "SkyMath", "AlertModel", "AlertStreams", "AlertStore", "Distribution",
                "Broker", "Portal", "Simulator", "SimulatorService", "PromptProcessing", "Differencing", "RealBogus",
                "Observing", "Transports", "VOEvent",
                "AlertTesting", "Yams", logging,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/tocsin", swiftSettings: settings),

        // Shipped for tests, ours and other people's
        .target(
            name: "AlertTesting", dependencies: ["Bytes", "Avro", "FITS", "SkyMath", "AlertModel", "AlertStreams"],
            path: "Sources/AlertTesting", swiftSettings: settings),

        .executableTarget(
            name: "tocsin-bench",
            dependencies: [
                "Bytes", "Avro", "SkyMath", "SkyModel", "Observing", "AlertModel", "AlertStreams", "Transports",
                "AlertStore", "Broker", "Distribution", "Simulator", "AlertTesting", "FITS", "Imaging", "Detection",
                "Differencing", "PromptProcessing",
            ],
            path: "Benchmarks", exclude: ["peers"], swiftSettings: settings),

        tests("Bytes", ["Bytes"]),
        tests("Avro", ["Avro", "Bytes"]),
        tests("FITS", ["FITS", "Bytes"]),
        tests("VOEvent", ["VOEvent", "Bytes"]),
        tests("Reports", ["Reports", "Bytes"]),
        tests(
            "PromptProcessing",
            [
                "PromptProcessing", "Bytes", "Avro", "FITS", "SkyMath", "Imaging", "Detection", "Differencing",
                "AlertModel",
            ]),
        tests("Transports", ["Transports", "VOEvent", "Bytes", nioCore, nioPosix, nioHTTP1]),
        tests("SkyMath", ["SkyMath"]),
        tests("Ephemerides", ["Ephemerides", "SkyMath"]),
        tests("SkyModel", ["SkyModel", "SkyMath"]),
        tests("Observing", ["Observing", "SkyModel", "SkyMath"]),
        tests(
            "Simulator",
            [
                "Simulator", "AlertModel", "AlertStreams", "Avro", "Bytes", "Distribution", "FITS", "Imaging",
                "Observing", "SkyMath", "SkyModel", "Transports",
            ]),
        tests("Imaging", ["Imaging"]),
        tests("Detection", ["Detection", "Imaging", "FITS", "SkyMath"]),
        tests("Differencing", ["Differencing", "Detection", "Imaging", "FITS"]),
        tests("RealBogus", ["RealBogus", "Differencing", "Detection", "Imaging", "SkyMath"]),
        tests("Templates", ["Templates", "Detection", "Imaging", "FITS", "SkyMath"]),
        tests("ModelRuntime", ["ModelRuntime", "RealBogus", "Imaging"]),
        tests("Rendering", ["Rendering", "Imaging", "FITS", "Bytes", "SkyMath"]),
        tests("Issuing", ["AlertModel", "Avro", "Bytes", "SkyMath"]),
        tests("AlertModel", ["AlertModel", "Avro", "Bytes", "FITS", "SkyMath"]),
        tests("AlertStreams", ["AlertStreams", "Bytes", "CRDKafka", logging]),
        tests("AlertStore", ["AlertStore", "AlertModel", "Bytes", "SkyMath"]),
        tests("Distribution", ["Distribution", "AlertStreams", "AlertModel", "Avro", "Bytes", logging]),
        tests("Broker", ["Broker", "AlertStore", "AlertStreams", "AlertModel", "Bytes"]),
        tests("Tocsin", ["tocsin", "Distribution", "AlertStreams", "AlertModel", "Bytes"]),
        tests(
            "Portal",
            ["Portal", "AlertStore", "AlertStreams", "AlertModel", "Avro", "Bytes", "FITS", "SkyMath", "CZlib"]),
        tests("SimulatorService", ["SimulatorService", "Simulator", "Portal", "AlertStreams", "Transports", "Avro"]),
    ]
)
