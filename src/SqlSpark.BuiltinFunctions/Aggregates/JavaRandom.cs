namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>The random numbers of Java. Java: <c>java.util.Random</c>.</summary>
internal struct JavaRandom(long seed)
{
    private const long Multiplier = 0x5DEECE66D;
    private const long Mask = (1L << 48) - 1;

    private long _state = (seed ^ Multiplier) & Mask;

    /// <summary>A number from 0 to before the bound, which is no power of two.</summary>
    public int NextInt(int bound)
    {
        var bits = Next(31);
        int value;
        while (unchecked(bits - (value = bits % bound) + (bound - 1)) < 0)
            bits = Next(31);
        return value;
    }

    /// <summary>A number from 0 to before 1.</summary>
    public double NextDouble() => (((long)Next(26) << 27) + Next(27)) * (1.0 / (1L << 53));

    private int Next(int bits)
    {
        _state = unchecked((_state * Multiplier) + 0xB) & Mask;
        return (int)(_state >>> (48 - bits));
    }
}
