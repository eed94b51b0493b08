"""Whether the disk has room for a sale, looked at before a buyer takes money out."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from batikpos.services.disk import DiskFull, LittleRoom, Room, check_room


class RoomWatch(QObject):
    """Refuses where nothing could be written, and warns once where little is left."""

    refused = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_warned = False

    def has_room(self, home: Path) -> bool:
        """Say whether a sale can be written."""
        try:
            room = check_room(home)
        except DiskFull as error:
            self.refused.emit(error)
            return False
        if room is Room.LITTLE and not self._was_warned:
            self._was_warned = True
            self.refused.emit(LittleRoom(str(home)))
        return True
