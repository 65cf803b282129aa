// SkyMath
