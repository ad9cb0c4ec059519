namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>
/// How fast the files of a scan come. What lies in the system's cache comes faster than another thread could bring it, so that reading ahead would only cost; disks and networks
/// are worth it. Safe for use by several threads: a lost measurement does no harm.
/// </summary>
internal sealed class ReadSpeed
{
    // A cache brings several bytes in a nanosecond, a disk less than one.
    private const double SlowNanosecondsPerByte = 1;
    private const int SmallestSample = 64 * 1024;
    private const double Weight = 0.25;

    private double _nanosecondsPerByte;

    /// <summary>Whether reading ahead is worth it.</summary>
    public bool IsSlow => Volatile.Read(ref _nanosecondsPerByte) > SlowNanosecondsPerByte;

    /// <summary>Says how long a read took.</summary>
    public void Note(int byteLength, TimeSpan elapsed)
    {
        if (byteLength < SmallestSample)
            return;
        var sample = elapsed.TotalNanoseconds / byteLength;
        Volatile.Write(ref _nanosecondsPerByte, (Weight * sample) + ((1 - Weight) * Volatile.Read(ref _nanosecondsPerByte)));
    }
}
