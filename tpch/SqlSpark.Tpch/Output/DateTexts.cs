using System.Runtime.CompilerServices;
using SqlSpark.Core.Time;

namespace SqlSpark.Tpch.Output;

/// <summary>The dates of TPC-H, 1992-01-01 to 1998-12-31, as text.</summary>
internal static unsafe class DateTexts
{
    /// <summary>The first date in days since the epoch.</summary>
    public const int First = 8035;

    /// <summary>Bytes from one entry to the next.</summary>
    public const int EntryWidth = 16;

    /// <summary>Bytes of a date.</summary>
    public const int Length = 10;

    private const int Count = 2557;

    private static readonly byte[] Table = Create();

    /// <summary>The text of the first date; those of the others follow.</summary>
    public static byte* Entries => (byte*)Unsafe.AsPointer(ref Table[0]);

    private static byte[] Create()
    {
        var table = GC.AllocateArray<byte>(Count * EntryWidth, pinned: true);
        for (var day = 0; day < Count; day++)
        {
            var date = CivilDate.FromDays(First + day);
            System.Text.Encoding.ASCII.GetBytes(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}"),
                table.AsSpan(day * EntryWidth));
        }

        return table;
    }
}
