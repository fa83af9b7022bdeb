"""Where the parts of an interval's picture stand: 160 pixels from start to end."""

from polku.surfaces.charts.interval.draw import interval_svg


def test_a_share_is_to_scale() -> None:
    # 0.5 stands at 80; 0.25 to 0.75 begins at 40 and is 80 wide; its stronger middle begins at 60 and is 40 wide.
    svg = interval_svg(0.5, 0.25, 0.75)
    assert 'class="interval-value" d="M80.0 1V13"' in svg
    assert 'class="interval-fade" x="40.0" y="4" width="80.0"' in svg
    assert 'class="interval-sure" x="60.0" y="4" width="40.0"' in svg


def test_a_difference_has_its_line_where_nothing_differs() -> None:
    # From −0.2 to 0.2, 0 is in the middle; 0.1 is three quarters of the way.
    svg = interval_svg(0.1, 0.05, 0.15, -0.2, 0.2, against=0)
    assert 'class="interval-against" d="M80.0 0V14"' in svg
    assert 'class="interval-value" d="M120.0 1V13"' in svg


def test_nothing_to_hold_it_against_is_no_line() -> None:
    assert "interval-against" not in interval_svg(0.5, 0.4, 0.6)


def test_what_reaches_beyond_the_line_points_onward() -> None:
    svg = interval_svg(0.9, 0.5, 1.4, 0, 1)
    assert svg.count("interval-onward") == 1
    assert "M155 2L160 7L155 12Z" in svg
    assert 'class="interval-fade" x="80.0" y="4" width="80.0"' in svg
    assert "M5 2L0 7L5 12Z" in interval_svg(-0.9, -1.4, -0.5, -1, 1)


def test_the_words_say_it_so_the_picture_is_not_read_out() -> None:
    assert 'aria-hidden="true"' in interval_svg(0.5, 0.4, 0.6)
